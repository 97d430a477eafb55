/**
 * How long Samtid keeps what, from when, and what then happens to it. This table is the whole of it: the nightly run does what is
 * written here and nothing else. The agencies keep their own documents by their own plans, from the exports they have made.
 *
 * Counts stay: type, status, outcome, time and way of every meeting, and the course of every cooperation, with the sex, birth year, benefit
 * and office that were written on it when it was booked or asked for. What was brought in from before Samtid was emptied when it came.
 */
export const RETENTION = [
  {
    kind: "case",
    keep: { years: 5 },
    from: "the end of the case's latest meeting, or the registration of a case without any",
    then: `deleted: the individual (when it was their last case), contact details, wishes, consents, assignments,
      disqualifications, representatives, interpreter need, notes, tasks, links, calendar addresses, answers from calendars,
      presence and objections to it, trials of equipment, checks of identity, what was sent, registrations in SUS; emptied: references, place, free text of answers
      and reasons, addresses that messages went to, kommun, employment and studies of its cooperations, whose dates, measures and results stay`,
  },
  { kind: "note", keep: { years: 5 }, from: "the note's last change", then: "deleted" },
  { kind: "task", keep: { years: 5 }, from: "the task's making", then: "deleted" },
  {
    kind: "external_party",
    keep: { years: 5 },
    from: "their latest meeting or registration, when every meeting of theirs is emptied",
    then: "deleted",
  },
  { kind: "incident", keep: { years: 5 }, from: "the incident's closing", then: "deleted" },
  {
    kind: "message_address",
    keep: { years: 1 },
    from: "the meeting's end",
    then: "emptied: the address it went to and the error",
  },
  {
    kind: "message_opening",
    keep: { days: 90 },
    from: "the meeting's end",
    then: "emptied: when it was opened",
  },
  { kind: "calendar_reply", keep: { years: 1 }, from: "the answer's arrival", then: "deleted" },
  { kind: "feed", keep: { years: 1 }, from: "the calendar address's closing or expiry", then: "deleted" },
  { kind: "link", keep: { days: 90 }, from: "the link's expiry", then: "deleted" },
  { kind: "attendance", keep: { days: 90 }, from: "the end of the presence", then: "deleted" },
  {
    kind: "attendance_objection",
    keep: { years: 1 },
    from: "the making of an objection to what was kept of the presence",
    then: "deleted",
  },
  { kind: "seat", keep: { days: 90 }, from: "the seat's last change", then: "deleted" },
  {
    kind: "equipment_check",
    keep: { days: 90 },
    from: "the latest trial of camera, sound and network",
    then: "deleted",
  },
  { kind: "absence", keep: { years: 1 }, from: "the absence's end", then: "deleted" },
  { kind: "recurring_absence", keep: { years: 1 }, from: "its last day", then: "deleted" },
  { kind: "figure_export", keep: { days: 30 }, from: "the request of the file", then: "deleted" },
  { kind: "history_upload", keep: { days: 30 }, from: "the file's coming", then: "deleted" },
  { kind: "idempotency_key", keep: { days: 30 }, from: "the request", then: "deleted" },
  {
    kind: "audit",
    keep: { years: 10 },
    from: "the end of the day",
    then: "deleted with the reasons that were given, whole sealed days at a time; the seals stay",
  },
] as const satisfies readonly RetentionRule[];

/** One line of the table. */
export interface RetentionRule {
  readonly kind: string;
  readonly keep: Keep;
  readonly from: string;
  readonly then: string;
}

export type Keep = { readonly years: number } | { readonly days: number };
export type RetentionKind = (typeof RETENTION)[number]["kind"];

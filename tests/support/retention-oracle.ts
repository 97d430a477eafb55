import { DateTime } from "luxon";

/** Every row of every table, as JSON. */
export type Snapshot = Readonly<Record<string, readonly Row[]>>;
type Row = Readonly<Record<string, any>>; // eslint-disable-line @typescript-eslint/no-explicit-any -- rows of any table

const ZONE = "Europe/Stockholm";
const at = (text: string) => DateTime.fromISO(text.replace(" ", "T").replace(/\+00$/, "Z"));

/**
 * What should be left of a database, by the words of the table of retention and without its code: row for row.
 *
 * @param now when the run is made.
 */
export function expectedAfterRetention(before: Snapshot, now: Date): Record<string, Row[]> {
  const today = DateTime.fromJSDate(now, { zone: ZONE }).startOf("day");
  const isBefore = (instant: string | null, ago: { years: number } | { days: number }) =>
    instant !== null && at(instant) < today.minus(ago);
  const rows = (table: string) => before[table] ?? [];
  const idsOf = (found: readonly Row[], column = "id") => new Set(found.map((row) => row[column] as string));
  const madeAt = now.toISOString().replace("Z", "+00:00").replace(".000", "");

  const cases = idsOf(
    rows("cooperation_case").filter(
      ({ id, created_at }) =>
        isBefore(created_at, { years: 5 }) &&
        rows("meeting").every(({ case_id, ends_at }) => case_id !== id || isBefore(ends_at, { years: 5 })),
    ),
  );
  const individuals = idsOf(
    rows("individual").filter(({ person_id }) =>
      rows("cooperation_case").every(({ id, individual_id }) => individual_id !== person_id || cases.has(id)),
    ),
    "person_id",
  );
  const meetings = idsOf(rows("meeting").filter(({ case_id }) => cases.has(case_id)));
  const messages = idsOf(rows("message").filter(({ meeting_id }) => meetings.has(meeting_id)));
  const participants = idsOf(rows("participant").filter(({ meeting_id }) => meetings.has(meeting_id)));
  const links = idsOf(rows("one_time_link").filter(({ participant_id }) => participants.has(participant_id)));
  const representatives = idsOf(
    rows("representative").filter(({ case_id }) => cases.has(case_id)),
    "person_id",
  );
  const endOf = new Map(rows("meeting").map(({ id, ends_at }) => [id, ends_at as string]));
  const meetingsOf = (personId: string) =>
    rows("participant")
      .filter(({ person_id }) => person_id === personId)
      .map(({ meeting_id }) => meeting_id);

  const ofCase = ({ case_id }: Row) => !cases.has(case_id);
  const ofParticipant = ({ participant_id }: Row) => !participants.has(participant_id);
  const feeds = rows("feed").filter(
    ({ link_id, person_id, revoked_at, expires_at }) =>
      !links.has(link_id) &&
      !individuals.has(person_id) &&
      !representatives.has(person_id) &&
      !isBefore(revoked_at, { years: 1 }) &&
      !isBefore(expires_at, { years: 1 }),
  );
  const left: Record<string, (row: Row) => boolean> = {
    consent: ofCase,
    case_assignment: ofCase,
    disqualification: ofCase,
    lifted_disqualification: ofCase,
    interpreter_need: ofCase,
    representative: ofCase,
    individual: ({ person_id }) => !individuals.has(person_id),
    individual_preference: ({ person_id }) => !individuals.has(person_id),
    occupancy: ({ person_id }) => !individuals.has(person_id),
    note: ({ meeting_id, changed_at }) => !meetings.has(meeting_id) && !isBefore(changed_at, { years: 5 }),
    task: ({ meeting_id, created_at }) => !meetings.has(meeting_id) && !isBefore(created_at, { years: 5 }),
    external_party: ({ person_id, registered_at }) =>
      !isBefore(registered_at, { years: 5 }) ||
      meetingsOf(person_id).some((id) => !meetings.has(id) || !isBefore(endOf.get(id)!, { years: 5 })),
    incident: ({ closed_at }) => !isBefore(closed_at, { years: 5 }),
    calendar_reply: (row) => ofParticipant(row) && !isBefore(row.received_at, { years: 1 }),
    feed: (row) => feeds.includes(row),
    one_time_link: (row) =>
      ofParticipant(row) &&
      (!isBefore(row.expires_at, { days: 90 }) || feeds.some(({ link_id }) => link_id === row.id)),
    attendance_objection: (row) => ofParticipant(row) && !isBefore(row.made_at, { years: 1 }),
    attendance: (row) => ofParticipant(row) && !isBefore(row.ended_at, { days: 90 }),
    seat: (row) => ofParticipant(row) && !isBefore(row.changed_at, { days: 90 }),
    equipment_check: (row) => ofParticipant(row) && !isBefore(row.checked_at, { days: 90 }),
    absence: ({ during }) => !isBefore(/,"?([^")]+)"?\)$/.exec(during)![1]!, { years: 1 }),
    recurring_absence: ({ last_on }) =>
      last_on === null ||
      DateTime.fromISO(last_on, { zone: ZONE }).plus({ days: 1 }) >= today.minus({ years: 1 }),
    history_upload: ({ uploaded_at }) => !isBefore(uploaded_at, { days: 30 }),
    figure_export: ({ requested_at }) => !isBefore(requested_at, { days: 30 }),
    idempotency_key: ({ created_at }) => !isBefore(created_at, { days: 30 }),
    identity_check: ofParticipant,
    sent_text: ({ message_id }) => !messages.has(message_id),
    audit: (row) =>
      DateTime.fromISO(row.at, { zone: ZONE }).startOf("day").plus({ days: 1 }) > today.minus({ years: 10 }),
  };
  const emptied: Record<string, (row: Row) => Row> = {
    cooperation_case: (row) =>
      cases.has(row.id)
        ? {
            ...row,
            individual_id: null,
            chain_day: null,
            chain_day_on: null,
            forsakringskassan_reference: null,
            arbetsformedlingen_reference: null,
            erased_at: madeAt,
          }
        : row,
    meeting: (row) =>
      meetings.has(row.id) ? { ...row, reference: row.id, place: null, erased_at: madeAt } : row,
    answer: (row) => (ofParticipant(row) ? row : { ...row, comment: null, wish: null, decline_text: null }),
    event_log: (row) => (meetings.has(row.meeting_id) ? { ...row, short_notice_text: null } : row),
    recall: (row) => (meetings.has(row.meeting_id) ? { ...row, reason: "" } : row),
    incident: (row) =>
      meetings.has(row.meeting_id) ? { ...row, reason: "", closing_note: row.closed_at && "" } : row,
    message: (row) => {
      const end = endOf.get(row.meeting_id)!;
      const addressGone = meetings.has(row.meeting_id) || isBefore(end, { years: 1 });
      const openingGone = meetings.has(row.meeting_id) || isBefore(end, { days: 90 });
      return {
        ...row,
        ...(addressGone && { sent_to: null, error: null }),
        ...(openingGone && { opened_at: null }),
      };
    },
    audit_seal: (row) =>
      DateTime.fromISO(row.day, { zone: ZONE }).plus({ days: 1 }) <= today.minus({ years: 10 })
        ? { ...row, destroyed_at: madeAt }
        : row,
  };
  return Object.fromEntries(
    Object.entries(before).map(([table, all]) => [
      table,
      all.filter(left[table] ?? (() => true)).map(emptied[table] ?? ((row) => row)),
    ]),
  );
}

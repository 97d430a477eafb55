import { z } from "zod";
import { LocalDate } from "../../http/conventions.contract.ts";
import { DECLINE_REASONS } from "../../invitations/decline-reason.contract.ts";
import { MEETING_TYPE, MEETING_TYPES } from "../../meetings/types/registered-types.contract.ts";
import { BENEFITS } from "../../people/people.contract.ts";
import { localDateOf } from "../../scheduling/local-time.ts";
import { BirthYear, Moment, Reference, refuse } from "./history-fields.ts";

/** How a historic meeting went: held, not held and why, cancelled and by whom, or declined when it was offered. */
const MEETING_OUTCOMES = [
  "held",
  "did_not_come",
  "technical_failure",
  "excused",
  "cancelled_by_individual",
  "cancelled_by_forsakringskassan",
  "cancelled_by_arbetsformedlingen",
  "declined",
] as const;

const Columns = z.strictObject({
  reference: Reference,
  case: Reference,
  type: z.enum(MEETING_TYPES),
  starts_at: Moment,
  minutes: z.coerce.number().int().min(5).max(600).optional(),
  mode: z.enum(["video", "telephone", "on_site", "mixed"]),
  outcome: z.enum(MEETING_OUTCOMES),
  sex: z.enum(["woman", "man"]),
  birth_year: BirthYear,
  benefit: z.enum(BENEFITS),
  office: z.string(),
  other_office: z.string().optional(),
  requested_on: LocalDate.optional(),
  known_on: LocalDate.optional(),
  continues: Reference.optional(),
  answer: z.enum(["accepted", "declined"]).optional(),
  answered_on: LocalDate.optional(),
  answer_channel: z.enum(["web", "telephone", "calendar"]).optional(),
  decline_reason: z.enum(DECLINE_REASONS).optional(),
});

/** A meeting before Samtid, as an agency tells of it: a line of a file. */
export const MeetingLine = Columns.superRefine((line, context) => {
  const on = localDateOf(line.starts_at);
  const age = Number(on.slice(0, 4)) - line.birth_year;
  if (age < 15 || age > 110) refuse(context, "birth_year", "unlikely_birth_year");
  if (line.outcome === "declined" && !MEETING_TYPE[line.type].declinable)
    refuse(context, "outcome", "not_declinable");
  if (line.requested_on && line.requested_on > on) refuse(context, "starts_at", "too_early");
  if (line.outcome === "held" && line.known_on && line.known_on < on)
    refuse(context, "known_on", "too_early");
  if (line.decline_reason && answerOf(line) !== "declined")
    refuse(context, "decline_reason", "reason_without_no");
});
export type MeetingLine = z.infer<typeof MeetingLine>;

/** What the individual answered, where it is known. */
export function answerOf({ outcome, answer }: Pick<MeetingLine, "outcome" | "answer">) {
  return outcome === "declined" ? "declined" : answer;
}

export const MEETING_COLUMNS = Object.keys(Columns.shape);
export const NEEDED_MEETING_COLUMNS = [
  "reference",
  "case",
  "type",
  "starts_at",
  "mode",
  "outcome",
  "sex",
  "birth_year",
  "benefit",
  "office",
];

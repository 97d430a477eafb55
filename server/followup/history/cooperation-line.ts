import { z } from "zod";
import { LocalDate } from "../../http/conventions.contract.ts";
import { BENEFITS, OrganisationId } from "../../people/people.contract.ts";
import { EMPLOYMENTS, ENDINGS, Measure, RESULTS, WENT_TO } from "../course.contract.ts";
import { BirthYear, Reference, refuse, YesNo } from "./history-fields.ts";

/** `work_training 2020-03-01 2020-06-30 | education 2020-09-01`, or `none` where it is known that none started. */
const Measures = z.string().transform((text, context) => {
  const told = text === "none" ? [] : text.split("|").map((each) => each.trim().split(/\s+/));
  const measures = z
    .array(Measure)
    .safeParse(told.map(([kind, startedOn, endedOn = null]) => ({ kind, startedOn, endedOn })));
  if (measures.success && told.every(({ length }) => length <= 3)) return measures.data;
  context.addIssue({ code: "custom", params: { code: "bad_measures" } });
  return z.NEVER;
});

const Columns = z.strictObject({
  reference: Reference,
  case: Reference,
  requested_on: LocalDate,
  requested_by: OrganisationId,
  received_on: LocalDate.optional(),
  employment: z.enum(EMPLOYMENTS).optional(),
  kommun: z
    .string()
    .regex(/^\d{4}$/)
    .optional(),
  enrolled_at_af: YesNo.optional(),
  studies: YesNo.optional(),
  benefit_days_before: z.coerce.number().int().min(0).max(20_000).optional(),
  first_meeting: Reference.optional(),
  last_meeting: Reference.optional(),
  first_meeting_on: LocalDate.optional(),
  last_meeting_on: LocalDate.optional(),
  result: z.enum(RESULTS).optional(),
  measures: Measures.optional(),
  ended_on: LocalDate.optional(),
  ending: z.enum(ENDINGS).optional(),
  went_to: z.enum(WENT_TO).optional(),
  ending_known_on: LocalDate.optional(),
  sex: z.enum(["woman", "man"]),
  birth_year: BirthYear,
  benefit: z.enum(BENEFITS),
  office: z.string(),
});

/** A period of cooperation before Samtid, as an agency tells of it: a line of a file. */
export const CooperationLine = Columns.superRefine((line, context) => {
  const { requested_on: requestedOn, ended_on: endedOn, ending, went_to: wentTo } = line;
  const age = Number(requestedOn.slice(0, 4)) - line.birth_year;
  if (age < 15 || age > 110) refuse(context, "birth_year", "unlikely_birth_year");
  const ended = [endedOn, ending, wentTo].filter((each) => each !== undefined).length;
  if (ended !== 0 && ended !== 3) refuse(context, "ended_on", "incomplete_ending");
  const orders = [
    ["received_on", requestedOn, line.received_on],
    ["ended_on", requestedOn, endedOn],
    ["ending_known_on", endedOn, line.ending_known_on],
    ["first_meeting_on", requestedOn, line.first_meeting_on],
    ["last_meeting_on", line.first_meeting_on, line.last_meeting_on],
  ] as const;
  for (const [column, before, after] of orders)
    if (before && after && after < before) refuse(context, column, "too_early");
  for (const end of ["first_meeting", "last_meeting"] as const)
    if (line[end] && line[`${end}_on`]) refuse(context, `${end}_on`, "invalid");
});
export type CooperationLine = z.infer<typeof CooperationLine>;

export const COOPERATION_COLUMNS = Object.keys(Columns.shape);
export const NEEDED_COOPERATION_COLUMNS = [
  "reference",
  "case",
  "requested_on",
  "requested_by",
  "sex",
  "birth_year",
  "benefit",
  "office",
];

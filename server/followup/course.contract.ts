import { z } from "zod";
import { Id, Instant, LocalDate } from "../http/conventions.contract.ts";
import { OrganisationId } from "../people/people.contract.ts";

export const EMPLOYMENTS = ["employed", "self_employed", "unemployed", "student", "unknown"] as const;
export const RESULTS = ["plan_with_measures", "not_ready_now", "other_support"] as const;
export const ENDINGS = ["avslutat", "avbrutet"] as const;
/** What the person went to. The first four are those who have regained their ability to work. */
export const WENT_TO = [
  "work",
  "subsidised_work",
  "studies",
  "active_job_seeker",
  "remains",
  "no_information",
] as const;
export const MEASURE_KINDS = [
  "assessment",
  "preparation",
  "work_training",
  "internship",
  "education",
  "guidance",
  "supported_employment",
  "adaptation",
  "other",
] as const;

/** What becomes known of a cooperation together, with one source and one time. */
export const DATA = [
  "request",
  "benefit_days",
  "first_meeting",
  "last_meeting",
  "result",
  "measures",
  "ending",
] as const;
/** `meeting`: Samtid knows it from a meeting; `asked_once`: a handläggare has said it; `imported`: from an agency's own system. */
export const SOURCES = ["meeting", "asked_once", "imported"] as const;

/** A code of SCB's for a kommun: län and kommun, four digits. */
const Kommun = z.string().regex(/^\d{4}$/);
const BenefitDays = z.int().min(0).max(20_000);

/** The request for a joint survey, as whoever knows it says it once. What isn't known is null. */
export const RecordRequest = z
  .strictObject({
    requestedOn: LocalDate,
    requestedBy: OrganisationId,
    receivedOn: LocalDate.nullable(),
    employment: z.enum(EMPLOYMENTS).nullable(),
    kommun: Kommun.nullable(),
    enrolledAtAf: z.boolean().nullable(),
    studies: z.boolean().nullable(),
    /** Days in the present benefit before the survey, from Försäkringskassan. Kept as it is where the other agency writes. */
    benefitDaysBefore: BenefitDays.nullable(),
  })
  .refine(({ requestedOn, receivedOn }) => receivedOn === null || requestedOn <= receivedOn, {
    path: ["receivedOn"],
    message: "Begäran kan inte ha kommit fram innan den skickades.",
  });
export type RecordRequest = z.infer<typeof RecordRequest>;

export const Measure = z
  .strictObject({ kind: z.enum(MEASURE_KINDS), startedOn: LocalDate, endedOn: LocalDate.nullable() })
  .refine(({ startedOn, endedOn }) => endedOn === null || startedOn <= endedOn, {
    path: ["endedOn"],
    message: "Insatsen kan inte sluta innan den börjar.",
  });
export type Measure = z.infer<typeof Measure>;

/** What the survey led to, when its last meeting is held. */
export const RecordResult = z.strictObject({ result: z.enum(RESULTS) });
export type RecordResult = z.infer<typeof RecordResult>;

/** Every measure that has started; none is an answer too. */
export const RecordMeasures = z.strictObject({ measures: z.array(Measure).max(20) });
export type RecordMeasures = z.infer<typeof RecordMeasures>;

export const RecordEnding = z.strictObject({
  endedOn: LocalDate,
  ending: z.enum(ENDINGS),
  wentTo: z.enum(WENT_TO),
});
export type RecordEnding = z.infer<typeof RecordEnding>;

/** Where a datum comes from and when it was first known. */
const Known = z.strictObject({
  source: z.enum(SOURCES),
  knownAt: Instant,
  recordedByName: z.string().nullable(),
});

/** One period of cooperation (förstärkt samarbete) as those may see it who meet the person. */
export const Cooperation = z.strictObject({
  id: Id,
  /** Goes into `If-Match`. */
  revision: z.int(),
  requestedOn: LocalDate,
  requestedBy: OrganisationId,
  receivedOn: LocalDate.nullable(),
  employment: z.enum(EMPLOYMENTS).nullable(),
  kommun: z.string().nullable(),
  enrolledAtAf: z.boolean().nullable(),
  studies: z.boolean().nullable(),
  /** Null also where it is not the reader's to know: how long somebody has had a benefit is Försäkringskassan's own. */
  benefitDaysBefore: z.int().nullable(),
  firstMeetingOn: LocalDate.nullable(),
  lastMeetingOn: LocalDate.nullable(),
  result: z.enum(RESULTS).nullable(),
  measures: z.array(Measure),
  endedOn: LocalDate.nullable(),
  ending: z.enum(ENDINGS).nullable(),
  wentTo: z.enum(WENT_TO).nullable(),
  known: z.partialRecord(z.enum(DATA), Known),
});
export type Cooperation = z.infer<typeof Cooperation>;

/** What a handläggare is to say next, if anything. */
export const NEXT_QUESTIONS = ["request", "result", "measures", "ending"] as const;

/** A case's course. */
export const CaseCourse = z.strictObject({
  caseId: Id,
  individualName: z.string(),
  /** The latest first. */
  cooperations: z.array(Cooperation),
  /** What is asked now of the open cooperation, or of a new one. */
  asks: z.enum(NEXT_QUESTIONS).nullable(),
  /** Whether the reader may say how long the benefit has lasted. */
  mayTellBenefitDays: z.boolean(),
});
export type CaseCourse = z.infer<typeof CaseCourse>;

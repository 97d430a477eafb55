/**
 * What is counted, as data. A population is a set of things that happen once, each at an office and on a day; no thing is in two of
 * them, so that no figure of one is the difference of two others. A thing has people's sides (`PERSON_SPLITS`: sex, age, benefit) and its own
 * (`splits`). What is not said to be a part of anything is a part of `total`.
 */
export interface Population {
  readonly splits: readonly Split[];
  /** Whether its own sides are also told by sex, age and benefit. */
  readonly crossed: boolean;
  /** Counts nobody: nothing of it is held back. */
  readonly isOfNobody?: true;
}

/** Parts that together are the whole of each of its parents; each thing is in exactly one. */
export interface Split {
  readonly name: string;
  readonly parts: readonly string[];
  /** The parts that it divides: a split of several parents is a table of two sides. */
  readonly parents: readonly string[];
}

/** All of a population. */
export const TOTAL = "total";

const BENEFITS = ["sjukpenning", "aktivitetsersattning", "sjukersattning", "ovrig"] as const;
const SEXES = ["women", "men"] as const;

/** Who it is about. Ages in the year it happened: whoever turns thirty in it is thirty. */
export const PERSON_SPLITS: readonly Split[] = [
  { name: "sex", parts: SEXES, parents: [TOTAL] },
  { name: "age", parts: ["age_18_29", "age_30_65"], parents: [TOTAL] },
  { name: "benefit", parts: BENEFITS, parents: [TOTAL] },
  {
    name: "sex_and_benefit",
    parts: SEXES.flatMap((sex) => BENEFITS.map((benefit) => `${sex}.${benefit}`)),
    parents: [...SEXES, ...BENEFITS],
  },
];

const HELD: readonly Split[] = [
  { name: "mode", parts: ["video", "telephone", "on_site", "mixed"], parents: [TOTAL] },
  { name: "interpreter", parts: ["interpreter", "no_interpreter"], parents: [TOTAL] },
  { name: "moved", parts: ["moved", "not_moved"], parents: [TOTAL] },
];
const held: Population = { splits: HELD, crossed: false };

export const POPULATIONS = {
  /** Joint surveys, each at its first held meeting. */
  gemensam_kartlaggning: held,
  /** Further held meetings of a joint survey that has begun. */
  kartlaggning_continued: held,
  omstallningsmote: held,
  kontaktmote: held,
  uppfoljningsmote: held,
  /** Meetings that were booked and not held. */
  not_held: {
    splits: [
      {
        name: "reason",
        parts: [
          "did_not_come",
          "technical_failure",
          "excused",
          "cancelled_by_individual",
          "cancelled_by_forsakringskassan",
          "cancelled_by_arbetsformedlingen",
        ],
        parents: [TOTAL],
      },
    ],
    crossed: false,
  },
  /** Offers of meetings that may be declined. */
  offer: {
    splits: [
      {
        name: "answer",
        parts: ["accepted", "declined", "other_time", "unanswered"],
        parents: [TOTAL],
      },
      {
        name: "decline_reason",
        parts: ["time", "not_now", "talk_first", "other", "not_given"],
        parents: ["declined"],
      },
    ],
    crossed: false,
  },
  /** The individual's first answer about a meeting. Amount: hours from booking. */
  answer: {
    splits: [{ name: "channel", parts: ["web", "telephone", "calendar", "unknown"], parents: [TOTAL] }],
    crossed: false,
  },
  /** Requests of a joint survey. */
  request: {
    splits: [
      {
        name: "requested_by",
        parts: ["requested_by_forsakringskassan", "requested_by_arbetsformedlingen"],
        parents: [TOTAL],
      },
    ],
    crossed: false,
  },
  /** Cooperations whose first meeting was held. Amounts: days from request to meeting, and to booking; days in benefit. */
  start: {
    splits: [
      { name: "offered", parts: ["offer_known", "offer_unknown"], parents: [TOTAL] },
      { name: "benefit_days", parts: ["benefit_days_known", "benefit_days_unknown"], parents: [TOTAL] },
    ],
    crossed: true,
  },
  /** Joint surveys that are over and of which it is known whether measures started. */
  survey_end: {
    splits: [{ name: "measures", parts: ["measures_started", "no_measures"], parents: [TOTAL] }],
    crossed: true,
  },
  /** Cooperations that ended. Amount: days from request to end. */
  cooperation_end: {
    splits: [
      { name: "result", parts: ["regained", "remains", "no_information"], parents: [TOTAL] },
      {
        name: "went_to",
        parts: ["work", "subsidised_work", "studies", "active_job_seeker"],
        parents: ["regained"],
      },
      { name: "ending", parts: ["avslutat", "avbrutet"], parents: [TOTAL] },
    ],
    crossed: true,
  },
  /** People in measures on the last day of each month, month by month. */
  in_measures: { splits: [], crossed: false },
  /** People who waited for a joint survey and had no time for it, on the last day of each month. */
  waiting_survey: { splits: [], crossed: false },
  /** People on that day who had come to where a contact meeting may be offered, and had no time for one. */
  waiting_contact: { splits: [], crossed: false },
  /** Hours that the agencies had together when each month ended. Amount: minutes. Not counted but noted then. */
  joint_capacity: { splits: [], crossed: false, isOfNobody: true },
} as const satisfies Record<string, Population>;
export type PopulationId = keyof typeof POPULATIONS;
export const POPULATION_IDS = Object.keys(POPULATIONS) as PopulationId[];

/** Whether a population counts nobody, so that nothing of it is held back. */
export function isOfNobody(population: PopulationId): boolean {
  const { isOfNobody: is }: Population = POPULATIONS[population];
  return is === true;
}

/** Whether a population is told by these two sides at once. */
export function isCounted(population: PopulationId, x: string, d: string): boolean {
  return x === TOTAL || d === TOTAL || (POPULATIONS[population].crossed && !d.includes("."));
}

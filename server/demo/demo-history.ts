import type { OrganisationId } from "../people/people.contract.ts";

/** Things of which one is drawn, with how often each is in a hundred. */
export type Odds<T extends string> = Readonly<Record<T, number>>;

/** How much an office does in an ordinary month: requests of joint surveys, and offers of the two meetings that may be declined. */
export interface OfficePace {
  readonly office: string;
  readonly organisationId: OrganisationId;
  /** The office of the other agency that they meet with. */
  readonly otherOffice: string;
  readonly surveys: number;
  readonly omstallningsmoten: number;
  readonly kontaktmoten: number;
}

const fk = { organisationId: "forsakringskassan" } as const;
const af = { organisationId: "arbetsformedlingen", omstallningsmoten: 0, kontaktmoten: 0 } as const;

/** Arbetsförmedlingen asks for few surveys of its own. */
export const DEMO_PACE: readonly OfficePace[] = [
  {
    ...fk,
    office: "Stockholm",
    otherOffice: "Stockholm",
    surveys: 48,
    omstallningsmoten: 24,
    kontaktmoten: 10,
  },
  { ...fk, office: "Göteborg", otherOffice: "Göteborg", surveys: 40, omstallningsmoten: 20, kontaktmoten: 9 },
  {
    ...fk,
    office: "Trollhättan",
    otherOffice: "Göteborg",
    surveys: 24,
    omstallningsmoten: 13,
    kontaktmoten: 7,
  },
  { ...fk, office: "Luleå", otherOffice: "Luleå", surveys: 30, omstallningsmoten: 14, kontaktmoten: 7 },
  { ...af, office: "Stockholm", otherOffice: "Stockholm", surveys: 9 },
  { ...af, office: "Göteborg", otherOffice: "Göteborg", surveys: 8 },
  { ...af, office: "Luleå", otherOffice: "Luleå", surveys: 8 },
];

/** Of an ordinary month, from January: July is quiet. */
export const SEASON = [1, 1.02, 1.1, 0.98, 1.05, 0.9, 0.72, 0.88, 1.1, 1.15, 1.1, 0.85];
/** More each year. */
export const GROWTH = 1.05;

/** As the agencies' report for 2020 has it, about. */
export const WOMEN_PERCENT = 61;
export const BENEFIT_ODDS = { sjukpenning: 76, aktivitetsersattning: 18, ovrig: 6 } as const;
export const OFFERED_ODDS = { sjukpenning: 86, aktivitetsersattning: 8, sjukersattning: 6 } as const;
export const MODE_ODDS = { video: 58, telephone: 24, on_site: 18 } as const;
export const CHANNEL_ODDS = { web: 58, telephone: 31, calendar: 11 } as const;
export const RESULT_ODDS = { plan_with_measures: 73, not_ready_now: 18, other_support: 9 } as const;
export const ENDING_ODDS = { avslutat: 82, avbrutet: 18 } as const;
export const WENT_TO_ODDS = {
  work: 22,
  subsidised_work: 12,
  studies: 8,
  active_job_seeker: 11,
  remains: 42,
  no_information: 5,
} as const;
export const MEASURE_ODDS = {
  work_training: 34,
  internship: 17,
  preparation: 15,
  education: 12,
  guidance: 10,
  supported_employment: 8,
  adaptation: 4,
} as const;
export const OFFER_ODDS = {
  held: 78,
  declined: 12,
  did_not_come: 4,
  cancelled_by_individual: 4,
  cancelled_by_forsakringskassan: 2,
} as const;
export const DECLINE_ODDS = { not_now: 40, talk_first: 24, time: 16, other: 20 } as const;
/** What came before a survey's first meeting was held. */
export const FAILED_ODDS = {
  nothing: 80,
  did_not_come: 5,
  cancelled_by_individual: 5,
  excused: 3,
  cancelled_by_forsakringskassan: 2.5,
  cancelled_by_arbetsformedlingen: 2.5,
  technical_failure: 2,
} as const;
export const EMPLOYMENT_ODDS = {
  employed: 46,
  unemployed: 38,
  self_employed: 5,
  student: 5,
  unknown: 6,
} as const;

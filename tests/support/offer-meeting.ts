import type { ApiAnswer, ApiBrowser } from "./api-browser.ts";
import type { SamplePeople } from "./sample-people.ts";

/** What a test wants offered. */
export interface WantedOffer {
  readonly times: readonly string[];
  readonly answerBy: string;
  readonly type?: string;
  /** Which of the sample cases, and which handläggare of each agency. The first unless given. */
  readonly caseIndex?: number;
  readonly pair?: number;
}

/** The command to offer an hour by video. */
export function offerOf(people: SamplePeople, wanted: WantedOffer) {
  const { times, answerBy, type = "gemensam_kartlaggning", caseIndex = 0, pair = 0 } = wanted;
  return {
    caseId: people.cases[caseIndex],
    type,
    times,
    answerBy,
    durationMinutes: 60,
    mode: "video",
    place: null,
    handlaggare: [
      { organisationId: "forsakringskassan", personId: people.fk[pair] },
      { organisationId: "arbetsformedlingen", personId: people.af[pair] },
    ],
    talkedWithIndividual: true,
    decisionCommunicatedOn: type === "gemensam_kartlaggning" ? null : "2026-01-02",
    secrecyConsentOn: null,
  };
}

/** Offers through the API, as a handläggare of Försäkringskassan who has signed in. */
export function offerMeeting(
  browser: ApiBrowser,
  people: SamplePeople,
  wanted: WantedOffer,
): Promise<ApiAnswer> {
  return browser.post("/meeting-offers", offerOf(people, wanted));
}

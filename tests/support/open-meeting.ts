import type { ApiAnswer, ApiBrowser } from "./api-browser.ts";
import { offerOf } from "./offer-meeting.ts";
import type { SamplePeople } from "./sample-people.ts";

/** What a test lets an individual pick from. */
export interface WantedOpening {
  readonly fromOn: string;
  readonly untilOn: string;
  readonly answerBy: string;
  readonly type?: string;
  /** Which of the sample cases, and which handläggare of each agency. The first unless given. */
  readonly caseIndex?: number;
  readonly pair?: number;
}

/** The command to let the individual pick an hour by video. */
export function openingOf(people: SamplePeople, { fromOn, untilOn, ...wanted }: WantedOpening) {
  const { times: _times, ...plan } = offerOf(people, { ...wanted, times: [] });
  return { ...plan, opening: { fromOn, untilOn } };
}

/** Opens a meeting through the API, as a handläggare of Försäkringskassan who has signed in. */
export function openMeeting(
  browser: ApiBrowser,
  people: SamplePeople,
  wanted: WantedOpening,
): Promise<ApiAnswer> {
  return browser.post("/meeting-openings", openingOf(people, wanted));
}

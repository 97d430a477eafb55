import type { ApiBrowser } from "./api-browser.ts";
import type { SamplePeople } from "./sample-people.ts";

/** What a test wants booked. */
export interface WantedMeeting {
  readonly startAt: string;
  readonly type?: string;
  /** Which of the sample cases, and which handläggare of each agency. The first unless given. */
  readonly caseIndex?: number;
  readonly pair?: number;
}

const OFFERS = ["omstallningsmote", "kontaktmote"];

/** Books an hour by video through the API, as a handläggare of Försäkringskassan who has signed in; gives its id. */
export async function bookMeeting(
  browser: ApiBrowser,
  people: SamplePeople,
  { startAt, type = "gemensam_kartlaggning", caseIndex = 0, pair = 0 }: WantedMeeting,
): Promise<string> {
  const { status, body } = await browser.post("/meetings", {
    caseId: people.cases[caseIndex],
    type,
    startAt,
    durationMinutes: 60,
    mode: "video",
    place: null,
    handlaggare: [
      { organisationId: "forsakringskassan", personId: people.fk[pair] },
      { organisationId: "arbetsformedlingen", personId: people.af[pair] },
    ],
    talkedWithIndividual: true,
    decisionCommunicatedOn: OFFERS.includes(type) ? "2026-01-02" : null,
    secrecyConsentOn: null,
    loosen: ["notice"],
    shortNotice: { reason: "persons_wish", text: null },
  });
  if (status !== 201) throw new Error(`Not booked: ${JSON.stringify(body)}`);
  return (body as { id: string }).id;
}

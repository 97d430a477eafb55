import type { Page } from "playwright-core";
import { systemClock } from "../../server/platform/system-clock.ts";
import { createApiBrowser } from "./api-browser.ts";
import type { PersonOptions, TestBrowser } from "./browser.ts";
import { registerExternal } from "./register-external.ts";
import { insertSampleMeeting, type SampleMeeting } from "./sample-meeting.ts";
import { insertSamplePeople, type SamplePeople } from "./sample-people.ts";
import { serveSamtid, type ServedSamtid } from "./served-samtid.ts";

/** Chromium with a camera that shows a turning clock and a microphone that beeps. */
export const FAKE_DEVICES = ["--use-fake-device-for-media-stream=fps=12", "--use-fake-ui-for-media-stream"];

/** Keeps the page's connections where a test can look at them, and lets it choose how they go. */
export const WATCH_LINKS = `{
  const Native = window.RTCPeerConnection;
  window.testLinks = [];
  window.RTCPeerConnection = class extends Native {
    constructor(configuration) {
      super({ ...configuration, ...window.testConfiguration });
      window.testLinks.push(this);
    }
  };
}`;

/** A page is loaded, a seat taken and a camera opened: seen to take half a minute where four such share a core. */
const JOINED_WITHIN_MS = 60_000;

/** Handläggare who may be in the meeting, in the order they are called in. */
const STAFF = [
  ["forsakringskassan", "fk-0"],
  ["arbetsformedlingen", "af-0"],
  ["forsakringskassan", "fk-1"],
  ["arbetsformedlingen", "af-1"],
  ["forsakringskassan", "fk-2"],
] as const;

/** Samtid with a meeting that five handläggare take part in, beside the individual. */
export interface CallStage {
  readonly served: Served;
  readonly people: SamplePeople;
  /** @param startsInMinutes it has begun when that is less than 0. */
  newMeeting(startsInMinutes?: number): Promise<SampleMeeting>;
  /** A browser in which the n-th handläggare has signed in, on an empty page. */
  staff(index: number, options?: PersonOptions): Promise<Page>;
  /** The same, in the call. */
  join(meeting: SampleMeeting, index: number, options?: PersonOptions): Promise<Page>;
  /** The individual, or another who is no handläggare, on the page of their invitation. */
  invited(meeting: SampleMeeting, options?: PersonOptions, participantId?: string): Promise<Page>;
  /** The individual, or another who is no handläggare, by their link, on the way into the room: in the lobby unless somebody lets them in. */
  guest(meeting: SampleMeeting, options?: PersonOptions, participantId?: string): Promise<Page>;
  /** Books an interpreter for a meeting; gives the participant's id. */
  bookInterpreter(meeting: SampleMeeting, name: string): Promise<string>;
  roomOf(meeting: SampleMeeting): string;
}

type Served = Pick<ServedSamtid, "samtid" | "origin">;

/** A stage on a Samtid and a database of its own. */
export async function setCallStage(
  browser: TestBrowser,
  environment: Record<string, string> = {},
): Promise<CallStage & { stop(): Promise<void> }> {
  // A relay goes by the machine's own clock.
  const served = await serveSamtid(systemClock, environment);
  return { ...(await stageOn(browser, served)), stop: served.stop };
}

/** A stage on a Samtid that has nobody in it yet. */
export async function stageOn(browser: TestBrowser, served: Served): Promise<CallStage> {
  const people = await insertSamplePeople(served.samtid, { handlaggare: 3, individuals: 1 });
  const roomOf = ({ id }: SampleMeeting) => `${served.origin}/moten/${id}/rum`;
  const cookies = await Promise.all(
    STAFF.map(async ([organisationId, subject]) => {
      const api = createApiBrowser(served.origin);
      await api.signIn(organisationId, subject);
      return api.cookies.cookie("samtid")!;
    }),
  );
  async function staff(index: number, options: PersonOptions = {}): Promise<Page> {
    const page = await browser.person({
      permissions: ["camera", "microphone"],
      ...options,
      script: `${WATCH_LINKS}\n${options.script ?? ""}`,
    });
    await page.context().addCookies([{ name: "samtid", value: cookies[index]!, url: served.origin }]);
    return page;
  }
  async function invited(
    meeting: SampleMeeting,
    options: PersonOptions = {},
    participantId = meeting.individual,
  ) {
    const page = await browser.person({
      permissions: ["camera", "microphone"],
      ...options,
      script: `${WATCH_LINKS}\n${options.script ?? ""}`,
    });
    await page.goto(`${served.origin}/svar/${await newLink(served, participantId)}`);
    return page;
  }
  return {
    served,
    people,
    staff,
    invited,
    roomOf,
    newMeeting: (startsInMinutes = 10) => newMeeting(served, people, startsInMinutes),
    bookInterpreter: (meeting, name) => bookInterpreter(served, meeting, name),
    async guest(meeting, options, participantId) {
      const page = await invited(meeting, options, participantId);
      await page.locator(`a[href^="/moten/${meeting.id}/rum"]`).first().click();
      return page;
    },
    async join(meeting, index, options) {
      const page = await staff(index, options);
      await page.goto(roomOf(meeting));
      await page.getByRole("group", { name: "Ljud och bild" }).waitFor({ timeout: JOINED_WITHIN_MS });
      return page;
    },
  };
}

/** A link whose secret is known, instead of the sample's. */
async function newLink({ samtid }: Served, participantId: string): Promise<string> {
  const { links } = samtid.repositories;
  const now = new Date();
  await samtid.database
    .query()
    .deleteFrom("one_time_link")
    .where("participant_id", "=", participantId)
    .execute();
  await samtid.database.transaction((unitOfWork) =>
    links.renew(participantId, { at: now, expiresAt: new Date(now.getTime() + 86_400_000) }, unitOfWork),
  );
  return (await links.tokenFor(participantId))!;
}

async function newMeeting({ samtid }: Served, people: SamplePeople, startsInMinutes: number) {
  const startsAt = new Date(Date.now() + startsInMinutes * 60_000);
  const meeting = await insertSampleMeeting(samtid, people, { startsAt });
  const more = [
    [people.fk[1], "forsakringskassan"],
    [people.af[1], "arbetsformedlingen"],
    [people.fk[2], "forsakringskassan"],
  ] as const;
  for (const [personId, organisationId] of more)
    await addParticipant(samtid, meeting, { personId: personId!, role: "handlaggare", organisationId });
  return meeting;
}

async function bookInterpreter({ samtid, origin }: Served, meeting: SampleMeeting, name: string) {
  const api = createApiBrowser(origin);
  await api.signIn("forsakringskassan", "fk-0");
  const personId = await registerExternal(api, name);
  return addParticipant(samtid, meeting, { personId, role: "external", organisationId: null });
}

async function addParticipant(
  samtid: Served["samtid"],
  meeting: SampleMeeting,
  who: {
    personId: string;
    role: "handlaggare" | "external";
    organisationId: "forsakringskassan" | "arbetsformedlingen" | null;
  },
): Promise<string> {
  const { id } = await samtid.database
    .query()
    .insertInto("participant")
    .values({
      meeting_id: meeting.id,
      person_id: who.personId,
      role: who.role,
      organisation_id: who.organisationId,
      office_id: null,
      binding: true,
      further: who.role === "external",
      uid: crypto.randomUUID(),
      created_at: new Date(),
    })
    .returning("id")
    .executeTakeFirstOrThrow();
  return id;
}

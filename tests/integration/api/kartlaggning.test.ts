import { sql } from "kysely";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { ApiBrowser } from "../../support/api-browser.ts";
import { offerOf } from "../../support/offer-meeting.ts";
import { startSamtid, type RunningSamtid } from "../../support/running-samtid.ts";
import { insertSamplePeople, type SamplePeople } from "../../support/sample-people.ts";

/** A Monday, nine o'clock in Sweden. */
const now = new Date("2026-03-02T08:00:00Z");
const TESTS = 6;

let running: RunningSamtid;
let people: SamplePeople;
let pair = 0;
let fk: ApiBrowser;

beforeAll(async () => {
  running = await startSamtid({
    clock: { now: () => now },
    prepare: async (samtid) => {
      people = await insertSamplePeople(samtid, { handlaggare: TESTS + 1, individuals: TESTS + 1 });
    },
  });
});
beforeEach(async () => {
  pair += 1;
  fk = await running.signedIn("forsakringskassan", `fk-${pair}`);
});
afterAll(() => running?.stop());

async function book(startAt: string, more: object = {}, type = "gemensam_kartlaggning") {
  const wanted = { times: [], answerBy: "", type, pair, caseIndex: pair };
  const { times: _times, answerBy: _answerBy, ...plan } = offerOf(people, wanted);
  return fk.post("/meetings", { ...plan, startAt, ...more });
}
const seriesOf = async (meetingId: string, browser = fk) =>
  ((await browser.get(`/meetings/${meetingId}`)).body.series as { meetingId: string }[]).map(
    (each) => each.meetingId,
  );

describe("a kartläggning of several meetings", () => {
  test("is seen on each of them, in order of time, whichever they were booked from", async () => {
    const first = (await book("2026-03-10T09:00:00Z")).body.id as string;
    expect(await seriesOf(first)).toEqual([]);
    const third = (await book("2026-03-24T09:00:00Z", { continuesMeetingId: first })).body.id as string;
    const second = (await book("2026-03-17T09:00:00Z", { continuesMeetingId: third })).body.id as string;
    const alone = (await book("2026-03-31T09:00:00Z")).body.id as string;

    for (const meetingId of [first, second, third])
      expect(await seriesOf(meetingId)).toEqual([first, second, third]);
    expect(await seriesOf(alone)).toEqual([]);
  });

  test("leaves out what was called off, and lets only who takes part in a meeting open it", async () => {
    const { body: first } = await book("2026-03-10T09:00:00Z");
    const { body: second } = await book("2026-03-17T09:00:00Z", {
      continuesMeetingId: first.id,
      handlaggare: [
        { organisationId: "forsakringskassan", personId: people.fk[0] },
        { organisationId: "arbetsformedlingen", personId: people.af[pair] },
      ],
    });
    const other = await running.signedIn("forsakringskassan", "fk-0");
    const { body } = await other.get(`/meetings/${second.id}`);
    expect(body.series).toMatchObject([
      { meetingId: first.id, mayOpen: false },
      { meetingId: second.id, mayOpen: true },
    ]);
    const reason = { reason: "individual" };
    await fk.post(`/meetings/${first.id}/cancellations`, reason, { "if-match": `"${first.revision}"` });
    expect(await seriesOf(second.id)).toEqual([]);
  });

  test.each([
    ["of another type", {}, "uppfoljningsmote"],
    ["of another case", { caseId: "another" }, "gemensam_kartlaggning"],
  ])("is not gone on with in a meeting %s", async (_what, more, type) => {
    const { body: first } = await book("2026-03-10T09:00:00Z");
    const caseId = "caseId" in more ? people.cases[0] : people.cases[pair];
    const { status, body } = await book(
      "2026-03-17T09:00:00Z",
      { continuesMeetingId: first.id, caseId },
      type,
    );

    expect(status).toBe(422);
    expect(body.errors).toMatchObject([{ pointer: "/continuesMeetingId", code: "not_same_kartlaggning" }]);
  });
});

test("a kontaktmöte shows the clock of the sick-leave case, which no other meeting does", async () => {
  await sql`update cooperation_case set chain_day = 100, chain_day_on = '2026-02-28' where id = ${people.cases[pair]}`.execute(
    running.samtid.database.query(),
  );
  const { body: contact } = await book("2026-03-10T09:00:00Z", {}, "kontaktmote");
  const { body: survey } = await book("2026-03-17T09:00:00Z");

  expect(contact.chainClock).toEqual({ day: 102, firstUsefulOn: "2026-02-18", lastUsefulOn: "2026-05-19" });
  expect(survey.chainClock).toBeNull();
});

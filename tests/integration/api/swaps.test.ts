import { afterAll, beforeAll, beforeEach, expect, test, vi } from "vitest";
import { sql } from "kysely";
import type { ApiBrowser } from "../../support/api-browser.ts";
import { bookMeeting } from "../../support/book-meeting.ts";
import { openInvitation } from "../../support/invited-browser.ts";
import { startSamtid, type RunningSamtid } from "../../support/running-samtid.ts";
import { insertSamplePeople, type SamplePeople } from "../../support/sample-people.ts";

const now = new Date("2026-03-02T08:00:00Z");
const AT = "2026-03-10T09:00:00.000Z";
/** Each test has a pair and a stand-in of its own, and a case. */
const TESTS = 7;

let running: RunningSamtid;
let people: SamplePeople;
let number = -1;
let fk: ApiBrowser;
let meetingId: string;

beforeAll(async () => {
  running = await startSamtid({
    clock: { now: () => now },
    prepare: async (samtid) => {
      people = await insertSamplePeople(samtid, { handlaggare: 2 * TESTS, individuals: TESTS });
    },
  });
});
beforeEach(async () => {
  number += 1;
  fk = await running.signedIn("forsakringskassan", `fk-${pair()}`);
  meetingId = await bookMeeting(fk, people, { startAt: AT, pair: pair(), caseIndex: number });
});
afterAll(() => running?.stop());

const pair = () => 2 * number;
const standIn = () => people.fk[pair() + 1]!;
const db = () => running.samtid.database.query();
const read = async () => (await running.samtid.repositories.meetings.find(meetingId))!;
const participant = async (personId: string) =>
  (await read()).participants.find((each) => each.personId === personId)!;
const individual = async () => (await read()).participants.find(({ role }) => role === "individual")!;
const swap = async (personId: string, seen?: number) => {
  const { revision } = await read();
  const { id: participantId } = await participant(people.fk[pair()]!);
  const ifMatch = { "if-match": `"${seen ?? revision}"` };
  return fk.post(`/meetings/${meetingId}/swaps`, { participantId, personId }, ifMatch);
};
const mails = async (recipient: string, count: number) =>
  vi.waitFor(
    async () => {
      const own = (await running.catcher.list()).filter(({ to }) => to.includes(`${recipient}@example.test`));
      expect(own).toHaveLength(count);
      return own;
    },
    { timeout: 15_000 },
  );

test("keeps time, link, answer and UID, and tells those who come and go, not the individual", async () => {
  const person = await openInvitation(running.samtid, running.origin, meetingId);
  await person.post("/invitation/answers", { timeVersion: 1, given: { answer: "accepted" } });
  await Promise.all([mails(`fk-${pair()}`, 1), mails(`individual-${number}`, 1)]);
  const before = await individual();
  expect((await swap(standIn())).status).toBe(200);

  const { uid, sequence } = await individual();
  expect({ uid, sequence }).toEqual({ uid: before.uid, sequence: before.sequence });
  expect((await person.get("/invitation")).body).toMatchObject({
    status: "booked",
    startAt: AT,
    answer: { status: "accepted" },
  });
  expect((await read()).timeVersion).toBe(1);
  const [cancelled, invited] = await mails(`fk-${pair()}`, 2);
  const uidOf = (content = "") => /UID:(.*)\r/.exec(content)?.[1];
  expect(cancelled!.calendar?.content).toContain("METHOD:CANCEL");
  expect(cancelled!.calendar?.content).toContain("SEQUENCE:1");
  expect(uidOf(cancelled!.calendar?.content)).toBe(uidOf(invited!.calendar?.content));
  const [invitation] = await mails(`fk-${pair() + 1}`, 1);
  expect(invitation!.calendar?.content).toContain("METHOD:REQUEST");
  expect(uidOf(invitation!.calendar?.content)).not.toBe(uidOf(cancelled!.calendar?.content));
  await mails(`individual-${number}`, 1);
  await mails(`af-${pair()}`, 1);
});

test("frees the one who leaves, takes the one who comes, and closes the meeting to the former", async () => {
  const af = await running.signedIn("arbetsformedlingen", `af-${pair()}`);
  const { id: participantId } = await participant(people.af[pair()]!);
  const ifMatch = { "if-match": `"${(await read()).revision}"` };
  const swapOut = { participantId, personId: people.af[pair() + 1] };
  const { status, body } = await af.post(`/meetings/${meetingId}/swaps`, swapOut, ifMatch);

  expect({ status, body }).toEqual({ status: 200, body: null });
  expect((await af.get(`/meetings/${meetingId}`)).status).toBe(404);
  const { rows } = await sql<{ person_id: string }>`
    select person_id from occupancy where meeting_id = ${meetingId}`.execute(db());
  const expected = [people.fk[pair()]!, people.af[pair() + 1]!, (await individual()).personId];
  expect(rows.map(({ person_id }) => person_id).sort()).toEqual(expected.sort());
});

test("to somebody with another title tells the individual too, and raises their SEQUENCE", async () => {
  await sql`update handlaggare set role = 'psykolog' where person_id = ${standIn()}`.execute(db());
  await mails(`individual-${number}`, 1);
  await swap(standIn());

  const [told] = await mails(`individual-${number}`, 2);
  expect(told!.subject).toBe("Du träffar någon annan från oss");
  expect(told!.calendar?.content).toContain("SEQUENCE:1");
});

test("back again makes a new participation, so that an old calendar entry stays gone", async () => {
  const first = await participant(people.fk[pair()]!);
  await swap(standIn());
  const colleague = await running.signedIn("forsakringskassan", `fk-${pair() + 1}`);
  const { id: participantId } = await participant(standIn());
  const ifMatch = { "if-match": `"${(await read()).revision}"` };
  const back = { participantId, personId: people.fk[pair()] };
  expect((await colleague.post(`/meetings/${meetingId}/swaps`, back, ifMatch)).status).toBe(200);

  expect((await participant(people.fk[pair()]!)).uid).not.toBe(first.uid);
});

test("to somebody who is busy, of the other agency, or already there is refused", async () => {
  const { revision } = await read();
  await sql`insert into absence (handlaggare_id, during) values
    (${standIn()}, tstzrange('2026-03-10T09:30:00Z', '2026-03-10T10:30:00Z'))`.execute(db());
  const busy = await swap(standIn());

  expect(busy).toMatchObject({ status: 409, body: { code: "time_taken" } });
  expect(busy.body).not.toHaveProperty("alternatives");
  expect((await swap(people.af[pair() + 1]!)).status).toBe(422);
  expect((await swap(people.fk[pair()]!)).status).toBe(422);
  expect((await swap(standIn(), revision + 1)).status, "a page that is out of date is told so first").toBe(
    412,
  );
  expect((await read()).revision).toBe(revision);
});

test("is offered to colleagues who are free then, the most alike first", async () => {
  const busy = people.fk[2 * TESTS - 1]!;
  await sql`insert into absence (handlaggare_id, during) values
    (${busy}, tstzrange('2026-03-10T09:30:00Z', '2026-03-10T10:30:00Z'))`.execute(db());
  await sql`update handlaggare set role = 'psykolog' where person_id = ${standIn()}`.execute(db());
  const { id } = await participant(people.fk[pair()]!);
  const { body } = await fk.get(`/meetings/${meetingId}/stand-ins?participantId=${id}`);
  const items = body.items as { personId: string; sameTitle: boolean }[];
  const ids = items.map(({ personId }) => personId);

  expect(ids).not.toContain(busy);
  expect(ids).not.toContain(people.fk[pair()]);
  expect(ids.some((personId) => people.af.includes(personId))).toBe(false);
  expect(items.at(-1)).toMatchObject({ personId: standIn(), sameTitle: false });
});

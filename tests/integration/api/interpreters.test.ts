import { sql } from "kysely";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { ApiBrowser } from "../../support/api-browser.ts";
import { bookMeeting } from "../../support/book-meeting.ts";
import { createBookedTime } from "../../support/booked-time.ts";
import { eventually } from "../../support/eventually.ts";
import { openInvitation } from "../../support/invited-browser.ts";
import { registerExternal } from "../../support/register-external.ts";
import { startSamtid, type RunningSamtid } from "../../support/running-samtid.ts";
import { insertSamplePeople, type SamplePeople } from "../../support/sample-people.ts";

const START = new Date("2026-03-02T08:00:00Z");
const AT = "2026-03-17T09:00:00.000Z";
/** A minute past midnight in Stockholm, three working days before. */
const DUE = new Date("2026-03-11T23:01:00Z");
const NEED = { language: "ar", dialect: "syriska", way: "remote" };
/** Each test has a pair and a case of its own, and a spare handläggare. */
const TESTS = 14;

let now = START;
let running: RunningSamtid;
let people: SamplePeople;
let own = -1;
let fk: ApiBrowser;
let af: ApiBrowser;
let meetingId: string;

beforeAll(async () => {
  running = await startSamtid({
    clock: { now: () => now },
    prepare: async (samtid) => {
      people = await insertSamplePeople(samtid, { handlaggare: 2 * TESTS, individuals: 2 * TESTS });
    },
  });
});
beforeEach(async () => {
  own += 1;
  await goTo(START);
  meetingId = await bookMeeting(fk, people, { startAt: AT, pair: own, caseIndex: own });
});
afterAll(() => running?.stop());

/** Nobody stays signed in for days. */
async function goTo(time: Date): Promise<void> {
  now = time;
  fk = await running.signedIn("forsakringskassan", `fk-${own}`);
  af = await running.signedIn("arbetsformedlingen", `af-${own}`);
}
const db = () => running.samtid.database.query();
const interpreter = (name = "tolk", kind = "tolk") => registerExternal(fk, `${name}-${own}`, { kind });
const caseId = () => people.cases[own]!;
const need = (browser = fk, wanted: object | null = NEED) =>
  browser.post(`/cases/${caseId()}/interpreter-need`, { need: wanted });
const interpreting = async (browser = fk) =>
  (await browser.get(`/meetings/${meetingId}/interpreting`)).body as {
    task: string | null;
    interpreters: { participantId: string; state: string; recordedByName: string | null }[];
  };
const tasks = async (browser = fk) =>
  (await browser.get("/interpreter-tasks")).body.items.filter(
    (task: { meetingId: string }) => task.meetingId === meetingId,
  );
const revision = async () => (await running.samtid.repositories.meetings.find(meetingId))!.revision;
const change = async (path: string, body: object, browser = fk, seen?: number) =>
  browser.post(`/meetings/${meetingId}/${path}`, body, { "if-match": `"${seen ?? (await revision())}"` });
const invite = (personId: string, more: object = {}) =>
  change("participants", { personId, attendance: "binding", secrecyConsentOn: "2026-03-01", ...more });
const participantOf = async (personId: string) =>
  (await running.samtid.repositories.meetings.find(meetingId))!.participants.find(
    (each) => each.personId === personId,
  )!;
const set = (participantId: string, state: string, browser = fk) =>
  browser.post(`/meetings/${meetingId}/interpreter-states`, { participantId, state });
const takenOf = async (personId: string) => {
  const { rows } = await sql<{ at: Date }>`select lower(during) as at from occupancy
    where person_id = ${personId} order by 1`.execute(db());
  return rows.map(({ at }) => at.toISOString());
};
const mailsTo = async (recipient: string, count: number) =>
  eventually(async () => {
    const mails = (await running.catcher.list()).filter(({ to }) => to.includes(`${recipient}@example.test`));
    expect(mails).toHaveLength(count);
    return mails;
  });

describe("the task of finding an interpreter", () => {
  test("comes three working days before, for who booked and nobody else, however often it is read", async () => {
    expect((await need()).body).toEqual({ need: NEED });
    expect(await tasks()).toEqual([]);
    await goTo(DUE);
    const [task] = await tasks();

    expect(task).toMatchObject({ meetingId, startAt: AT, reason: "none_asked" });
    expect(await tasks()).toHaveLength(1);
    expect(await tasks(af)).toEqual([]);
    expect((await interpreting()).task).toBe("none_asked");
  });

  test("goes when an interpreter has confirmed by their own link, and comes back to both agencies when they can't", async () => {
    const personId = await interpreter();
    expect((await invite(personId)).status).toBe(200);
    const { id } = await participantOf(personId);
    await goTo(DUE);
    expect((await tasks())[0].reason).toBe("none_confirmed");
    const link = await openInvitation(running.samtid, running.origin, meetingId, id);
    const answer = (given: object) => link.post("/invitation/answers", { timeVersion: 1, given });
    await answer({ answer: "accepted" });
    expect(await tasks()).toEqual([]);
    expect((await interpreting()).interpreters).toMatchObject([{ state: "confirmed", recordedByName: null }]);
    await answer({ answer: "declined" });

    expect((await tasks())[0].reason).toBe("lost");
    expect((await tasks(af))[0].reason).toBe("lost");
    expect(await interpreting(af)).toMatchObject({ task: "lost", interpreters: [{ state: "lost" }] });
  });

  test("goes when a handläggare of either agency has heard it; everything that was said is kept", async () => {
    const personId = await interpreter();
    await invite(personId);
    const { id } = await participantOf(personId);
    await goTo(DUE);
    expect((await set(id, "confirmed", af)).body.interpreters).toMatchObject([
      { state: "confirmed", recordedByName: `AF Handläggare ${own}` },
    ]);
    expect(await tasks()).toEqual([]);
    await set(id, "lost");
    await set(id, "requested");

    const { rows } = await sql<{ state: string }>`select state from interpreter_state
      where participant_id = ${id} order by id`.execute(db());
    expect(rows.map(({ state }) => state)).toEqual(["confirmed", "lost", "requested"]);
    await expect(
      sql`delete from interpreter_state where participant_id = ${id}`.execute(db()),
    ).rejects.toThrow();
  });

  test("comes back when the meeting is moved: who had confirmed is asked again", async () => {
    const personId = await interpreter();
    await invite(personId);
    await set((await participantOf(personId)).id, "confirmed");
    const move = { startAt: "2026-03-18T09:00:00.000Z", durationMinutes: 60, mode: "video", place: null };
    expect((await change("moves", { ...move, loosen: ["notice"] })).status).toBe(200);

    expect((await interpreting()).interpreters).toMatchObject([{ state: "requested", recordedByName: null }]);
  });

  test("is nobody's who takes no part, and an employer is no interpreter", async () => {
    const personId = await interpreter("chef", "arbetsgivare");
    await invite(personId);
    const stranger = await running.signedIn("forsakringskassan", `fk-${own + TESTS}`);

    expect((await set((await participantOf(personId)).id, "confirmed")).status).toBe(404);
    expect((await stranger.get(`/meetings/${meetingId}/interpreting`)).status).toBe(404);
    expect((await need(af)).status).toBe(404);
    expect((await need(fk, { ...NEED, way: "by_boat" })).status).toBe(422);
  });
});

describe("a participant asked to a meeting that is booked already", () => {
  test("has their time taken and is mailed, and nobody else hears of it", async () => {
    await Promise.all([mailsTo(`individual-${own}`, 1), mailsTo(`fk-${own}`, 1)]);
    const personId = await interpreter();
    const { status, body } = await invite(personId);

    expect(status).toBe(200);
    expect(body.timeVersion).toBe(1);
    expect(await takenOf(personId)).toEqual([AT]);
    const [mail] = await mailsTo(`tolk-${own}`, 1);
    expect(mail!.calendar?.content).toContain("METHOD:REQUEST");
    await Promise.all([mailsTo(`individual-${own}`, 1), mailsTo(`fk-${own}`, 1), mailsTo(`af-${own}`, 1)]);
    const [individual] = (await running.samtid.repositories.meetings.find(meetingId))!.participants;
    expect(individual).toMatchObject({ role: "individual", sequence: 0 });
  });

  test("and let off again is free, mailed a cancellation, and their link shows nothing more", async () => {
    const personId = await interpreter();
    await invite(personId);
    await mailsTo(`tolk-${own}`, 1);
    const { id: participantId } = await participantOf(personId);
    const link = await openInvitation(running.samtid, running.origin, meetingId, participantId);
    expect((await change("participant-releases", { participantId }, af)).status).toBe(200);

    expect(await takenOf(personId)).toEqual([]);
    expect(await takenOf(people.fk[own]!)).toEqual([AT]);
    const mails = await mailsTo(`tolk-${own}`, 2);
    const cancelled = mails.find(({ calendar }) => calendar?.content.includes("METHOD:CANCEL"))!;
    expect(cancelled.subject).toMatch(/du behöver inte vara med/);
    expect((await link.get("/invitation")).status).toBe(404);
    await mailsTo(`individual-${own}`, 1);
    expect((await change("participant-releases", { participantId })).status).toBe(404);
  });

  test("asked to two meetings at the same time at once: is in exactly one of them", async () => {
    const personId = await interpreter();
    const other = await bookMeeting(fk, people, { startAt: AT, pair: own + TESTS, caseIndex: own + TESTS });
    const body = { personId, attendance: "binding", secrecyConsentOn: "2026-03-01" };
    const ask = (id: string) => fk.post(`/meetings/${id}/participants`, body, { "if-match": '"1"' });
    const answers = await Promise.all([ask(meetingId), ask(other), ask(meetingId), ask(other)]);

    expect(answers.map(({ status }) => status).sort((a, b) => a - b)[0]).toBe(200);
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
    expect(await takenOf(personId)).toEqual([AT]);
    expect(await createBookedTime(running.samtid).doubleBookings()).toBe(0);
  });

  test("without the individual's consent, who is there already, or whom the agency doesn't know is refused by field", async () => {
    const personId = await interpreter();
    const pointers = async (answer: ReturnType<typeof invite>) => {
      const { status, body } = await answer;
      return [status, body.errors?.map(({ pointer, code }: Record<string, string>) => `${pointer} ${code}`)];
    };

    expect(await pointers(invite(personId, { secrecyConsentOn: null }))).toEqual([
      422,
      ["/secrecyConsentOn consent_missing"],
    ]);
    expect(await pointers(invite(people.af[own]!))).toEqual([422, ["/personId participant_repeated"]]);
    expect(await pointers(invite("10000000-0000-4000-8000-000000000001"))).toEqual([
      422,
      ["/personId unknown_participant"],
    ]);
    expect((await invite(personId)).status).toBe(200);
    const { id: participantId } = await participantOf(people.fk[own]!);
    expect((await change("participant-releases", { participantId })).status).toBe(404);
    expect((await change("participants", { personId }, fk, 1)).status).toBe(422);
    await goTo(new Date(AT));
    const late = await registerExternal(fk, `sen-${own}`);
    expect((await invite(late)).body.code).toBe("wrong_state");
  });

  test("an optional one, who is busy then, is asked all the same and none of their time is taken", async () => {
    const personId = people.fk[own + TESTS]!;
    await sql`insert into absence (handlaggare_id, during) values
      (${personId}, tstzrange('2026-03-17T09:30:00Z', '2026-03-17T10:30:00Z'))`.execute(db());

    expect((await invite(personId, { secrecyConsentOn: null })).body.code).toBe("time_taken");
    expect((await invite(personId, { attendance: "optional", secrecyConsentOn: null })).status).toBe(200);
    expect(await takenOf(personId)).toEqual([]);
  });
});

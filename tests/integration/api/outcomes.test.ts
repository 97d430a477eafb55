import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { sql } from "kysely";
import type { ApiBrowser } from "../../support/api-browser.ts";
import { bookMeeting } from "../../support/book-meeting.ts";
import { startSamtid, type RunningSamtid } from "../../support/running-samtid.ts";
import { insertSamplePeople, type SamplePeople } from "../../support/sample-people.ts";

const STARTS_AT = "2026-05-19T09:00:00.000Z";
const DAY_MS = 86_400_000;
const starts = new Date(STARTS_AT);
const MINUTE_MS = 60_000;

let now = starts;
let running: RunningSamtid;
let people: SamplePeople;
let fk: ApiBrowser;
let af: ApiBrowser;
let stranger: ApiBrowser;
let meetingId: string;
let day = 0;

beforeAll(async () => {
  running = await startSamtid({
    clock: { now: () => now },
    prepare: async (samtid) => {
      people = await insertSamplePeople(samtid, { handlaggare: 2, individuals: 1 });
    },
  });
});
afterAll(() => running?.stop());

/** Each test has a meeting of its own, on a working day of its own, and stands ten minutes into it. */
beforeEach(async () => {
  const startAt = new Date(starts.getTime() + Math.floor(day / 4) * 7 * DAY_MS + (day % 4) * DAY_MS);
  day += 1;
  now = new Date(startAt.getTime() - 5 * MINUTE_MS);
  [fk, af, stranger] = await Promise.all([
    running.signedIn("forsakringskassan", "fk-0"),
    running.signedIn("arbetsformedlingen", "af-0"),
    running.signedIn("forsakringskassan", "fk-1"),
  ]);
  meetingId = await bookMeeting(fk, people, { startAt: startAt.toISOString() });
  now = new Date(startAt.getTime() + 10 * MINUTE_MS);
});

const path = (rest: string) => `/meetings/${meetingId}/${rest}`;
const revision = async () => (await fk.get(`/meetings/${meetingId}`)).body.revision as number;
const match = (seen: number) => ({ "if-match": `"${seen}"` });
const close = async (browser: ApiBrowser, outcome: object) =>
  browser.post(path("outcomes"), outcome, match(await revision()));
const write = (browser: ApiBrowser, part: string, text: string, seen: number) =>
  browser.post(path(`notes/${part}`), { text }, match(seen));
const participants = async () =>
  (await fk.get(`/meetings/${meetingId}`)).body.participants as { id: string; role: string }[];

/** Puts participants in the call for the first minutes of the meeting. */
async function wereInCall(roles: readonly string[], minutes = 5): Promise<void> {
  for (const { id, role } of await participants()) {
    if (!roles.includes(role)) continue;
    const from = new Date(now.getTime() - 10 * MINUTE_MS);
    await sql`insert into attendance (participant_id, generation, kind, started_at, ended_at)
      values (${id}, 1, 'call', ${from}, ${new Date(from.getTime() + minutes * MINUTE_MS)})`.execute(
      running.samtid.database.query(),
    );
  }
}

describe("an outcome", () => {
  test("is recorded by either agency, seen by both, and the latest counts", async () => {
    const held = await close(af, { held: true, reason: null });
    expect(held).toMatchObject({
      status: 200,
      body: { outcome: { held: true, recordedByName: expect.any(String) } },
    });
    expect((await fk.get(`/meetings/${meetingId}`)).body.status).toBe("held");
    await close(fk, { held: false, reason: "technical_failure" });
    expect((await af.get(path("follow-through"))).body.outcome).toMatchObject({
      held: false,
      reason: "technical_failure",
    });
    const meeting = (await fk.get(`/meetings/${meetingId}`)).body;
    expect(meeting.status).toBe("not_held");
    expect(meeting.history.map(({ kind }: { kind: string }) => kind)).toEqual(
      expect.arrayContaining(["held", "not_held"]),
    );
  });

  test("is nobody else's to say or see, and nothing of it exists for them", async () => {
    const answers = [
      await stranger.get(path("follow-through")),
      await stranger.post(path("outcomes"), { held: true, reason: null }, match(1)),
      await write(stranger, "joint", "hej", 0),
    ];
    expect(answers.map(({ status }) => status)).toEqual([404, 404, 404]);
  });

  test("can't be recorded before the meeting has begun, nor when it is cancelled", async () => {
    now = new Date(now.getTime() - 11 * MINUTE_MS);
    expect((await fk.get(path("follow-through"))).body.mayClose).toBe(false);
    expect((await close(fk, { held: true, reason: null })).body.code).toBe("wrong_state");
    await fk.post(path("cancellations"), { reason: "individual" }, match(await revision()));
    now = new Date(now.getTime() + 11 * MINUTE_MS);
    expect((await close(fk, { held: true, reason: null })).body.code).toBe("wrong_state");
  });

  test.each([
    [{ held: false, reason: null }],
    [{ held: true, reason: "did_not_come" }],
    [{ held: false, reason: "why not" }],
    [{ held: "yes", reason: null }],
    [{}],
  ])("that makes no sense, %j, is refused and names the field", async (outcome) => {
    const { status, body } = await close(fk, outcome);
    expect(status).toBe(422);
    expect(body.errors[0].pointer).toMatch(/^\/(reason|held)$/);
  });

  test("of a meeting that has changed since it was seen is refused", async () => {
    const seen = await revision();
    await close(af, { held: true, reason: null });
    const late = await fk.post(path("outcomes"), { held: false, reason: "did_not_come" }, match(seen));
    expect(late.body.code).toBe("revision_mismatch");
  });

  test("held is proposed as soon as all have met, and no longer when somebody has said", async () => {
    await wereInCall(["individual", "handlaggare"]);
    const seen = (await fk.get(path("follow-through"))).body;
    expect(seen.proposal).toEqual({ held: true, reason: null });
    expect(JSON.stringify(seen)).not.toMatch(/started|ended|joined/i);
    expect((await close(fk, { held: true, reason: null })).body.proposal).toBeNull();
  });

  test("that somebody did not come is proposed only when the meeting is over", async () => {
    await wereInCall(["handlaggare"]);
    expect((await fk.get(path("follow-through"))).body.proposal).toBeNull();
    now = new Date(now.getTime() + 60 * MINUTE_MS);
    fk = await running.signedIn("forsakringskassan", "fk-0");
    expect((await fk.get(path("follow-through"))).body.proposal).toEqual({
      held: false,
      reason: "did_not_come",
    });
  });

  test("said too early leaves the room open to who comes late", async () => {
    await close(fk, { held: false, reason: "did_not_come" });
    expect((await fk.get(`/meetings/${meetingId}`)).body.may.enterRoom).toBe(true);
  });
});

describe("a note", () => {
  test("of one's own agency is never read by the other; the joint one is by both", async () => {
    await write(fk, "own", "FK-hemlighet", 0);
    await write(af, "own", "AF-hemlighet", 0);
    await write(fk, "joint", "Vi ses igen i maj", 0);
    const [seenByFk, seenByAf] = await Promise.all([
      fk.get(path("follow-through")),
      af.get(path("follow-through")),
    ]);
    expect(seenByFk.body.notes.own.text).toBe("FK-hemlighet");
    expect(seenByAf.body.notes.own.text).toBe("AF-hemlighet");
    expect(JSON.stringify(seenByFk.body)).not.toContain("AF-hemlighet");
    expect(JSON.stringify(seenByAf.body)).not.toContain("FK-hemlighet");
    for (const { body } of [seenByFk, seenByAf])
      expect(body.notes.joint).toMatchObject({ text: "Vi ses igen i maj", revision: 1 });
  });

  test("written by both at once is kept once, and the other is told", async () => {
    const answers = await Promise.all([
      write(fk, "joint", "ett", 0),
      write(af, "joint", "två", 0),
      write(af, "joint", "tre", 0),
    ]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 412, 412]);
    const kept = answers.find(({ status }) => status === 200)!.body.notes.joint;
    expect((await fk.get(path("follow-through"))).body.notes.joint).toEqual(kept);
    const again = await Promise.all([write(fk, "joint", "fyra", 1), write(af, "joint", "fem", 1)]);
    expect(again.map(({ status }) => status).sort()).toEqual([200, 412]);
  });

  test("is not readable in the database", async () => {
    await write(fk, "own", "Diagnosen är svår", 0);
    const { rows } = await sql<{ row: string }>`select note::text as row from note`.execute(
      running.samtid.database.query(),
    );
    expect(rows.length).toBeGreaterThan(0);
    expect(rows.map(({ row }) => row).join()).not.toContain(Buffer.from("Diagnosen").toString("hex"));
  });
});

describe("a task", () => {
  test("is agreed on, done, not done after all, and removed", async () => {
    const [participant] = await participants();
    const task = { participantId: participant!.id, text: "Kontakta arbetsgivaren", dueOn: "2026-04-01" };
    const added = await af.post(path("tasks"), task);
    expect(added.body.tasks).toMatchObject([{ ...task, doneAt: null, participantName: expect.any(String) }]);
    const { id } = added.body.tasks[0];
    const done = await fk.post(path(`tasks/${id}/marks`), { done: true });
    expect(done.body.tasks[0].doneAt).toBe(now.toISOString());
    expect((await fk.post(path(`tasks/${id}/marks`), { done: false })).body.tasks[0].doneAt).toBeNull();
    expect((await fk.delete(path(`tasks/${id}`))).body.tasks).toEqual([]);
    expect((await fk.delete(path(`tasks/${id}`))).status).toBe(404);
  });

  test("of somebody who takes no part, or without a text, is refused and names the field", async () => {
    const elsewhere = { participantId: crypto.randomUUID(), text: "Ring", dueOn: null };
    expect((await fk.post(path("tasks"), elsewhere)).body.errors[0].pointer).toBe("/participantId");
    const [participant] = await participants();
    const empty = await fk.post(path("tasks"), { participantId: participant!.id, text: "  ", dueOn: null });
    expect(empty.body.errors[0].pointer).toBe("/text");
  });
});

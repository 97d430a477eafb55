import { sql } from "kysely";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { individualOf } from "../../../server/meetings/meeting-participants.ts";
import { instantAt, localDateOf } from "../../../server/scheduling/local-time.ts";
import { addWorkingDays } from "../../../server/scheduling/swedish-calendar.ts";
import type { ApiBrowser } from "../../support/api-browser.ts";
import { bookSampleMeeting } from "../../support/booked-meeting.ts";
import { startSamtid, type RunningSamtid } from "../../support/running-samtid.ts";
import { insertSamplePeople, type SamplePeople } from "../../support/sample-people.ts";

const startAt = instantAt(addWorkingDays(localDateOf(new Date()), 15), "10:00");
let running: RunningSamtid;
let people: SamplePeople;
let administrator: ApiBrowser;
let colleague: ApiBrowser;
let other: ApiBrowser;
let toIndividual: string;

const run = (query: ReturnType<typeof sql>) => query.execute(running.samtid.database.query());
const retry = (browser: ApiBrowser, id: string) => browser.post(`/set-aside-messages/${id}/retries`, {});

beforeAll(async () => {
  running = await startSamtid({
    prepare: async (samtid) => {
      people = await insertSamplePeople(samtid, { handlaggare: 2, individuals: 1 });
      const administrators = [people.fk[1]!, people.af[1]!];
      await sql`update handlaggare set is_administrator = true where person_id = any(${administrators})`.execute(
        samtid.database.query(),
      );
    },
  });
  [administrator, colleague, other] = await Promise.all([
    running.signedIn("forsakringskassan", "fk-1"),
    running.signedIn("forsakringskassan", "fk-0"),
    running.signedIn("arbetsformedlingen", "af-1"),
  ]);
  const meeting = await bookSampleMeeting(running.samtid, people, { startAt });
  const messages = () => running.samtid.repositories.messages.listOf(meeting.id);
  // A mail is there before its sender has noted that: until then the message is under lease.
  await vi.waitFor(
    async () => {
      const states = (await messages()).map(({ state }) => state);
      expect(states).toEqual(["handed_over", "handed_over", "handed_over"]);
    },
    { timeout: 15_000 },
  );
  await run(sql`update message set state = 'failed', failure = 'error', error = 'TypeError (server/x.ts:1)'`);
  toIndividual = (await messages()).find(
    ({ participantId }) => participantId === individualOf(meeting).id,
  )!.id;
});
afterAll(() => running?.stop());

test("messages that failed: each agency's administrator sees its own, without a name, an address or a way in", async () => {
  const own = (await administrator.get("/set-aside-messages")).body;
  expect(own.items.map((item: { recipientRole: string }) => item.recipientRole).sort()).toEqual([
    "handlaggare",
    "individual",
  ]);
  expect(own.items[0]).toMatchObject({ meetingId: null, error: "TypeError (server/x.ts:1)", obstacle: null });
  expect(JSON.stringify(own)).not.toMatch(/example\.test|Individ Nummer|Handläggare \d/);
  const others = (await other.get("/set-aside-messages")).body;
  expect(others.items).toMatchObject([{ recipientRole: "handlaggare" }]);
});

test("whoever is no administrator: gets neither the list nor a retry, and is told so in the session", async () => {
  for (const answer of [await colleague.get("/set-aside-messages"), await retry(colleague, toIndividual)]) {
    expect(answer.status).toBe(403);
    expect(answer.headers.get("content-type")).toContain("application/problem+json");
    expect(answer.body.code).toBe("not_allowed");
  }
  expect((await running.browser().get("/set-aside-messages")).status).toBe(401);
  expect((await colleague.get("/session")).body).toMatchObject({ isAdministrator: false });
  expect((await administrator.get("/session")).body).toMatchObject({ isAdministrator: true });
});

test("the other agency's message: doesn't exist for an administrator", async () => {
  expect((await retry(other, toIndividual)).status).toBe(404);
});

test("retried twice over HTTP: sent once, and gone from the list", async () => {
  const before = (await running.catcher.list()).length;
  expect((await retry(administrator, toIndividual)).status).toBe(204);
  expect((await retry(administrator, toIndividual)).status).toBe(204);
  await vi.waitFor(async () => expect(await running.catcher.list()).toHaveLength(before + 1), {
    timeout: 15_000,
  });
  const { items } = (await administrator.get("/set-aside-messages")).body;
  expect(items).toMatchObject([{ recipientRole: "handlaggare" }]);
  const { rows } =
    await sql`select from audit where action = 'message:retry' and object_id = ${toIndividual}`.execute(
      running.samtid.database.query(),
    );
  expect(rows).toHaveLength(1);
});

import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { sql } from "kysely";
import { individualOf } from "../../../server/meetings/meeting-participants.ts";
import { instantAt, localDateOf } from "../../../server/scheduling/local-time.ts";
import { addWorkingDays } from "../../../server/scheduling/swedish-calendar.ts";
import { bookSampleMeeting, staffActor } from "../../support/booked-meeting.ts";
import { recorded } from "../../support/contract-server.ts";
import { startSamtid, type RunningSamtid } from "../../support/running-samtid.ts";
import { insertSamplePeople, type SamplePeople } from "../../support/sample-people.ts";

const startAt = instantAt(addWorkingDays(localDateOf(new Date()), 15), "10:00");

let running: RunningSamtid;
let people: SamplePeople;
let smsId: string;
let meetingId: string;

beforeAll(async () => {
  running = await startSamtid({
    prepare: async (samtid) => {
      people = await insertSamplePeople(samtid, { handlaggare: 1, individuals: 1 });
      await sql`update individual set email = null, phone = '070-174 06 05'`.execute(samtid.database.query());
    },
  });
  const meeting = await bookSampleMeeting(running.samtid, people, { startAt });
  meetingId = meeting.id;
  const messages = await running.samtid.repositories.messages.listOf(meetingId);
  smsId = messages.find(({ participantId }) => participantId === individualOf(meeting).id)!.id;
});
afterAll(() => running.stop());

async function smsSteps(): Promise<string[]> {
  const reader = await staffActor(running.samtid, people);
  const { messages } = await running.samtid.readMeetings.read(reader, meetingId);
  return messages.find(({ id }) => id === smsId)!.steps.map(({ step, knownFrom }) => `${step} ${knownFrom}`);
}

const report = (url: string, status: string) =>
  fetch(url, { method: "POST", body: new URLSearchParams({ id: "s1", status, delivered: "2026-03-02" }) });

test("an SMS that a worker hands over, and whose gateway reports back over HTTP: shown as delivered", async () => {
  await vi.waitFor(
    async () =>
      expect(await smsSteps()).toEqual(["queued samtid", "handed_over sms_gateway", "delivered sms_gateway"]),
    { timeout: 20_000, interval: 100 },
  );
  expect(await running.simulator.list()).toMatchObject([
    { to: "+46701740605", idempotencyKey: smsId, reported: ["delivered"] },
  ]);
  const page = running.browser();
  expect((await page.get("/invitation")).status).toBe(401);
});

test("a report of delivery that comes again, and one of failure after it: heard, and nothing changes", async () => {
  const before = await smsSteps();
  const url = running.samtid.reportAddresses.urlOf(smsId, "sms");
  expect((await report(url, "delivered")).status).toBe(204);
  expect((await report(url, "created")).status).toBe(204);
  expect(await smsSteps()).toEqual(before);
  expect((await report(url, "failed")).status).toBe(204);
  const [message] = (await running.samtid.repositories.messages.listOf(meetingId)).filter(
    ({ id }) => id === smsId,
  );
  expect(message).toMatchObject({ state: "handed_over", failure: null });
});

test("a report without our signature, or with that of another message: refused", async () => {
  const url = running.samtid.reportAddresses.urlOf(smsId, "sms");
  const other = running.samtid.reportAddresses.urlOf("4f9d1a52-6c1e-4c6e-9a67-0d1d7a0a3f11", "sms");
  const signature = new URL(other).searchParams.get("signature")!;
  const forged = new URL(url);
  forged.searchParams.set("signature", signature);
  for (const address of [forged.href, url.replace(/&signature=.*/, ""), url.split("?")[0]!])
    expect((await report(address, "failed")).status).toBe(403);
  expect((await report(other, "failed")).status).toBe(404);
  expect((await fetch(url, { method: "POST" })).status).toBe(400);
});

test("what the digital mailboxes' intermediary reports, as recorded: heard at the signed address, and only there", async () => {
  const url = running.samtid.reportAddresses.urlOf(smsId, "digital-mailbox");
  const tell = (address: string, name: string) => {
    const { method, headers, body } = recorded(`digital-mailbox/${name}`).request;
    return fetch(address, { method, headers, body: JSON.stringify(body) });
  };
  for (const name of ["report-not-delivered", "report-delivered"])
    expect((await tell(url, name)).status).toBe(recorded(`digital-mailbox/${name}`).response.status);
  const [message] = (await running.samtid.repositories.messages.listOf(meetingId)).filter(
    ({ id }) => id === smsId,
  );
  expect(message).toMatchObject({ state: "handed_over", failure: null });
  expect((await tell(url.replace(/signature=[^&]*/, "signature=AAAA"), "report-delivered")).status).toBe(403);
  const strange = { method: "POST", headers: { "content-type": "application/json" }, body: "{}" };
  expect((await fetch(url, strange)).status).toBe(400);
});

import { afterAll, beforeAll, expect, test, vi } from "vitest";
import type { ApiBrowser } from "../../support/api-browser.ts";
import { bookMeeting } from "../../support/book-meeting.ts";
import { openInvitation } from "../../support/invited-browser.ts";
import { registerExternal } from "../../support/register-external.ts";
import { startSamtid, type RunningSamtid } from "../../support/running-samtid.ts";
import { insertSamplePeople, samplePersonnummer, type SamplePeople } from "../../support/sample-people.ts";

const NOW = new Date("2026-03-02T08:00:00Z");
/** The day after the next: nobody is given notice so short. */
const AT = "2026-03-04T09:00:00.000Z";
const ALL_WORKS = {
  browser: true,
  camera: true,
  microphone: true,
  speaker: true,
  network: true,
  relay: true,
};

let running: RunningSamtid;
let people: SamplePeople;
let fk: ApiBrowser;
let af: ApiBrowser;
let now = NOW;

beforeAll(async () => {
  running = await startSamtid({
    clock: { now: () => now },
    prepare: async (samtid) => {
      people = await insertSamplePeople(samtid, { handlaggare: 5, individuals: 5 });
    },
  });
});
afterAll(() => running?.stop());

/** A meeting of a pair of handläggare and an individual of its own. */
async function booked(pair: number): Promise<string> {
  now = NOW;
  fk = await running.signedIn("forsakringskassan", `fk-${pair}`);
  af = await running.signedIn("arbetsformedlingen", `af-${pair}`);
  return bookMeeting(fk, people, { startAt: AT, pair, caseIndex: pair });
}
const linked = (id: string, participantId?: string) =>
  openInvitation(running.samtid, running.origin, id, participantId);
const tell = (browser: ApiBrowser, id: string, findings: object) =>
  browser.put(`/meetings/${id}/equipment-check`, findings);
const seenBy = async (browser: ApiBrowser, id: string, role = "individual") =>
  (await browser.get(`/meetings/${id}`)).body.participants.find(
    (participant: { role: string }) => participant.role === role,
  ).equipmentCheck;

test("the individual tries by link, and anew: both agencies see when and what worked, of the latest, and the meeting's revision stands", async () => {
  const id = await booked(0);
  const { revision } = (await fk.get(`/meetings/${id}`)).body;
  expect(await seenBy(fk, id)).toBeNull();
  const person = await linked(id);

  expect((await tell(person, id, { ...ALL_WORKS, camera: false, speaker: null })).status).toBe(204);
  const first = { ...ALL_WORKS, camera: false, speaker: null, checkedAt: NOW.toISOString() };
  expect(await seenBy(fk, id)).toEqual(first);
  expect(await seenBy(af, id)).toEqual(first);

  now = new Date("2026-03-03T08:00:00Z");
  expect((await tell(await linked(id), id, ALL_WORKS)).status).toBe(204);
  fk = await running.signedIn("forsakringskassan", "fk-0");
  expect(await seenBy(fk, id)).toEqual({ ...ALL_WORKS, checkedAt: now.toISOString() });
  expect((await fk.get(`/meetings/${id}`)).body.revision).toBe(revision);
});

test("who has signed in with e-ID tells of the meeting they opened, and an interpreter of theirs by their own link", async () => {
  const id = await booked(1);
  const person = running.browser();
  await person.signInWithEid(samplePersonnummer(1));
  await person.post("/own-meetings/openings", { meetingId: id });
  expect((await tell(person, id, ALL_WORKS)).status).toBe(204);
  expect(await seenBy(af, id)).toMatchObject(ALL_WORKS);

  const participants = [{ personId: await registerExternal(fk, "tolk"), attendance: "optional" }];
  const { body, headers } = await fk.get(`/meetings/${id}`);
  const invited = await fk.post(
    `/meetings/${id}/participants`,
    { ...participants[0], secrecyConsentOn: "2026-03-01" },
    { "if-match": headers.get("etag")! },
  );
  expect([body.id, invited.status, invited.body.errors]).toEqual([id, 200, undefined]);
  const { id: interpreter } = invited.body.participants.at(-1);
  expect((await tell(await linked(id, interpreter), id, { ...ALL_WORKS, network: false })).status).toBe(204);
  expect(await seenBy(af, id, "external")).toMatchObject({ network: false });
  expect(await seenBy(af, id)).toMatchObject(ALL_WORKS);
});

test("what is told holds nothing but what worked, of one's own meeting, while it is to come", async () => {
  const id = await booked(2);
  const other = await booked(3);
  const person = await linked(id);
  const device = await tell(person, id, { ...ALL_WORKS, camera: "Logitech C920" });
  expect([device.status, device.body.errors[0].pointer]).toEqual([422, "/camera"]);
  expect((await tell(person, id, { ...ALL_WORKS, userAgent: "Mozilla/5.0" })).status).toBe(422);
  const nothing = Object.fromEntries(Object.keys(ALL_WORKS).map((part) => [part, null]));
  expect((await tell(person, id, nothing)).status).toBe(422);
  expect((await tell(person, other, ALL_WORKS)).status).toBe(404);
  expect((await tell(fk, other, ALL_WORKS)).status).toBe(401);
  expect(await seenBy(fk, other)).toBeNull();

  await fk.post(`/meetings/${other}/cancellations`, { reason: "individual" }, { "if-match": '"1"' });
  expect((await tell(await linked(other), other, ALL_WORKS)).status).toBe(409);
});

test("made a meeting by telephone at the same time, though it is soon: everybody is told how, the calendar follows, and they are asked anew", async () => {
  const id = await booked(4);
  const person = await linked(id);
  await person.post("/invitation/answers", { timeVersion: 1, given: { answer: "accepted" } });
  const { headers } = await af.get(`/meetings/${id}`);
  const change = { startAt: AT, durationMinutes: 60, mode: "telephone", place: null };
  const move = (wish: object) =>
    af.post(`/meetings/${id}/moves`, { ...change, ...wish }, { "if-match": headers.get("etag")! });
  const longer = await move({ durationMinutes: 90 });
  expect([longer.status, longer.body.code]).toEqual([409, "time_taken"]);
  const elsewhere = await move({ mode: "on_site", place: "Storgatan 1, Umeå" });
  expect([elsewhere.status, elsewhere.body.code]).toEqual([409, "time_taken"]);

  const changed = await move({});
  expect(changed.status).toBe(200);
  expect(changed.body).toMatchObject({ mode: "telephone", startAt: AT, status: "booked" });
  expect(changed.body.participants[0].answer.status).toBe("needs-action");
  const mail = await vi.waitFor(
    async () => {
      const mails = (await running.catcher.list()).filter(({ to }) =>
        to.includes("individual-4@example.test"),
      );
      const told = mails.find(({ subject }) => subject === "Ditt möte har ändrats");
      expect(told).toBeDefined();
      return told!;
    },
    { timeout: 15_000 },
  );
  expect(mail.text).toContain("Telefon. Vi ringer dig.");
  expect(mail.calendar!.content).toContain("SEQUENCE:1");
  expect(mail.calendar!.content).toContain("DTSTART:20260304T090000Z");
});

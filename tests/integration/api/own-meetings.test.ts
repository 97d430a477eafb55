import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { bookMeeting } from "../../support/book-meeting.ts";
import { openInvitation } from "../../support/invited-browser.ts";
import { startSamtid, type RunningSamtid } from "../../support/running-samtid.ts";
import { insertSamplePeople, samplePersonnummer, type SamplePeople } from "../../support/sample-people.ts";

const START = new Date("2026-03-02T08:00:00Z");
const AT = "2026-03-05T13:00:00.000Z";

let now = START;
let running: RunningSamtid;
let people: SamplePeople;
let meetingId: string;
let othersMeetingId: string;

beforeAll(async () => {
  running = await startSamtid({
    clock: { now: () => now },
    prepare: async (samtid) => {
      people = await insertSamplePeople(samtid, { handlaggare: 2, individuals: 3 });
    },
  });
  const fk = await running.signedIn("forsakringskassan", "fk-0");
  meetingId = await bookMeeting(fk, people, { startAt: AT });
  othersMeetingId = await bookMeeting(fk, people, { startAt: AT, caseIndex: 1, pair: 1 });
});
afterAll(() => running?.stop());

async function withEid(index: number) {
  const browser = running.browser();
  expect(await browser.signInWithEid(samplePersonnummer(index))).toBe("/mina-moten");
  return browser;
}

describe("an individual signed in with e-ID", () => {
  test("finds their own meetings without a link, with type and names, and nobody else's", async () => {
    const person = await withEid(0);

    expect((await person.get("/session")).body).toEqual({ kind: "individual", name: "Individ Nummer0" });
    expect((await person.get("/own-meetings")).body).toEqual({
      items: [
        {
          meetingId,
          type: "gemensam_kartlaggning",
          status: "booked",
          startAt: AT,
          endAt: "2026-03-05T14:00:00.000Z",
          mode: "video",
          place: null,
          answer: "needs-action",
          isForOther: false,
          handlaggare: [
            { organisationId: "forsakringskassan", name: "FK Handläggare 0" },
            { organisationId: "arbetsformedlingen", name: "AF Handläggare 0" },
          ],
        },
      ],
    });
  });

  test("opens one and answers it as by its link", async () => {
    const person = await withEid(0);
    const opened = await person.post("/own-meetings/openings", { meetingId });
    const answered = await person.post("/invitation/answers", {
      timeVersion: opened.body.timeVersion,
      given: { answer: "accepted" },
    });

    expect([opened.status, opened.body.byEid.type]).toEqual([201, "gemensam_kartlaggning"]);
    expect(answered.body).toMatchObject({ answer: { status: "accepted" }, byEid: opened.body.byEid });
    expect((await person.get("/own-meetings")).body.items[0].answer).toBe("accepted");
  });

  test.each([
    ["somebody else's", () => othersMeetingId],
    ["one there isn't", () => people.cases[0]!],
  ])("can't open %s meeting: it isn't there", async (_whose, id) => {
    const person = await withEid(0);

    expect((await person.post("/own-meetings/openings", { meetingId: id() })).status).toBe(404);
    expect((await person.get("/invitation")).status).toBe(401);
  });

  test("is nobody to what is for handläggare, and a handläggare nobody here", async () => {
    const person = await withEid(0);
    const fk = await running.signedIn("forsakringskassan", "fk-0");

    expect((await person.get(`/meetings/${meetingId}`)).status).toBe(401);
    expect((await person.post("/case-searches", { text: "Individ" })).status).toBe(401);
    expect((await fk.get("/own-meetings")).status).toBe(401);
  });

  test("who has no meetings is told so", async () => {
    expect((await (await withEid(2)).get("/own-meetings")).body).toEqual({ items: [] });
  });

  test("has the meeting closed too when all their sign-ins are ended elsewhere", async () => {
    const [one, other] = [await withEid(0), await withEid(0)];
    await one.post("/own-meetings/openings", { meetingId });
    expect((await other.delete("/sign-ins")).status).toBe(204);

    expect((await one.get("/invitation")).status).toBe(401);
    expect((await one.get("/own-meetings")).status).toBe(401);
    expect((await (await withEid(0)).get("/sign-ins")).body.items).toHaveLength(1);
  });
});

describe("a one-time link", () => {
  test("alone shows no type and no names", async () => {
    const person = await openInvitation(running.samtid, running.origin, meetingId);
    const { body } = await person.get("/invitation");

    expect(body.byEid).toBeNull();
    expect(JSON.stringify(body)).not.toMatch(/Handläggare \d|gemensam_kartlaggning/);
    expect((await person.get("/own-meetings")).status).toBe(401);
  });

  test("shows more once the person has shown with e-ID that it is theirs", async () => {
    const person = await openInvitation(running.samtid, running.origin, meetingId);
    await person.signInWithEid(samplePersonnummer(0), "/svar");

    expect((await person.get("/invitation")).body.byEid).toMatchObject({ type: "gemensam_kartlaggning" });
  });

  test("shows no more to somebody else with an e-ID", async () => {
    const person = await openInvitation(running.samtid, running.origin, meetingId);
    await person.signInWithEid(samplePersonnummer(1), "/svar");

    expect((await person.get("/invitation")).body).toMatchObject({ meetingId, byEid: null });
  });
});

test("what a handläggare signed in long ago for is refused until they sign in again, and only what is sensitive", async () => {
  const fk = await running.signedIn("forsakringskassan", "fk-0");
  now = new Date(START.getTime() + 8 * 3_600_000);

  expect((await fk.get(`/meetings/${meetingId}/follow-through`)).body).toMatchObject({
    status: 403,
    code: "step_up_needed",
  });
  expect((await fk.get(`/meetings/${meetingId}`)).status).toBe(200);
  await fk.signIn("forsakringskassan", "fk-0");
  expect((await fk.get(`/meetings/${meetingId}/follow-through`)).status).toBe(200);
});

test("who somebody without e-ID is, is recorded by a handläggare of the meeting, shown, and changed by nobody else", async () => {
  now = START;
  const fk = await running.signedIn("forsakringskassan", "fk-0");
  const af = await running.signedIn("arbetsformedlingen", "af-0");
  const outsider = await running.signedIn("arbetsformedlingen", "af-1");
  const { participants } = (await fk.get(`/meetings/${meetingId}`)).body;
  const person = participants.find(({ role }: { role: string }) => role === "individual");
  const handlaggare = participants.find(({ role }: { role: string }) => role === "handlaggare");
  const path = (id: string) => `/meetings/${meetingId}/participants/${id}/identity-check`;
  expect(person.identityCheck).toBeNull();

  expect((await fk.put(path(person.id), { method: "call_back" })).status).toBe(200);
  const seen = (await af.get(`/meetings/${meetingId}`)).body;
  expect(seen.participants.find(({ id }: { id: string }) => id === person.id).identityCheck).toEqual({
    method: "call_back",
    checkedAt: START.toISOString(),
    checkedByName: "FK Handläggare 0",
  });
  expect(seen.history.map(({ kind }: { kind: string }) => kind)).toContain("identity_checked");
  expect((await outsider.put(path(person.id), { method: "in_person" })).status).toBe(404);
  expect((await fk.put(path(handlaggare.id), { method: "in_person" })).status).toBe(422);
  expect((await fk.put(path(person.id), { method: "by_feeling" })).status).toBe(422);
  const invited = await openInvitation(running.samtid, running.origin, meetingId);
  expect((await invited.put(path(person.id), { method: "in_person" })).status).toBe(401);
});

test("a handläggare whose provider says another office and role has them from then on, and leads the old one no more", async () => {
  const { people: repository } = running.samtid.repositories;
  const query = running.samtid.database.query();
  const [known] = await repository.findHandlaggare([people.af[1]!]);
  await query
    .updateTable("handlaggare")
    .set({ leads_office: true })
    .where("person_id", "=", known!.personId)
    .execute();
  const { id: newOffice } = await query
    .insertInto("office")
    .values({
      organisation_id: "arbetsformedlingen",
      name: "Nya kontoret",
      lan: "Uppsala län",
      address: "Storgatan 2",
    })
    .returning("id")
    .executeTakeFirstOrThrow();
  const actor = { kind: "staff", ...known! } as const;
  await running.samtid.keepVouchedStaff(actor, { officeName: undefined, role: undefined });
  await running.samtid.keepVouchedStaff(actor, { officeName: "Ett kontor vi inte har", role: undefined });
  expect(await repository.findStaffMember(known!.personId)).toMatchObject({
    leadsOffice: true,
    officeId: known!.officeId,
  });

  await running.samtid.keepVouchedStaff(actor, { officeName: "Nya kontoret", role: "socionom" });
  expect(await repository.findStaffMember(known!.personId)).toMatchObject({
    leadsOffice: false,
    officeId: newOffice,
    role: "socionom",
  });
});

import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { remindersOf } from "../../../server/invitations/reminders.ts";
import type { MeetingTypeCode } from "../../../server/meetings/meetings.contract.ts";
import type { ApiBrowser } from "../../support/api-browser.ts";
import { startSamtid, type RunningSamtid } from "../../support/running-samtid.ts";
import { insertSamplePeople, type SamplePeople } from "../../support/sample-people.ts";

// One line more in the list of types: all that a new type takes beside its own file.
vi.mock(import("../../../server/meetings/types/all-types.contract.ts"), async (original) => {
  const { ALL_TYPES } = await original();
  const { PLANERINGSMOTE } = await import("../../support/fifth-type.ts");
  return { ALL_TYPES: [...ALL_TYPES, PLANERINGSMOTE] as never };
});

const NOW = new Date("2026-03-02T08:00:00Z");
const type = "planeringsmote" as MeetingTypeCode;
let running: RunningSamtid;
let people: SamplePeople;
let fk: ApiBrowser;
beforeAll(async () => {
  running = await startSamtid({
    clock: { now: () => NOW },
    prepare: async (samtid) =>
      (people = await insertSamplePeople(samtid, { handlaggare: 1, individuals: 1 })),
  });
  fk = await running.signedIn("forsakringskassan", "fk-0");
});
afterAll(() => running?.stop());

test("a fifth type, registered by one line: chosen, searched, booked, gone on with, reminded and declined by its own rules", async () => {
  const { body: types } = await fk.get("/meeting-types");
  expect(types.items.at(-1)).toMatchObject({ code: type, texts: { name: "Planeringsmöte" } });

  const about = { caseId: people.cases[0], type, durationMinutes: 60 };
  const pair = [
    { organisationId: "forsakringskassan", personId: people.fk[0] },
    { organisationId: "arbetsformedlingen", personId: people.af[0] },
  ];
  const sides = pair.map(({ organisationId, personId }) => ({ organisationId, handlaggareIds: [personId] }));
  const dates = { fromOn: "2026-03-02", toOn: "2026-03-06" };
  const found = await fk.post("/free-time-searches", { ...about, sides, ...dates });
  // Told by mail one working day before is enough for this type; the others have five.
  expect(found.body.times[0].startAt.slice(0, 10)).toBe("2026-03-03");

  const plan = {
    ...about,
    mode: "video",
    place: null,
    handlaggare: pair,
    talkedWithIndividual: true,
    decisionCommunicatedOn: null,
    secrecyConsentOn: null,
  };
  const booked = await fk.post("/meetings", { ...plan, startAt: "2026-03-05T09:00:00Z" });
  expect(booked).toMatchObject({ status: 201, body: { type, declinable: true, status: "booked" } });
  const next = { ...plan, startAt: "2026-03-06T09:00:00Z", continuesMeetingId: booked.body.id };
  expect((await fk.post("/meetings", next)).body.series).toHaveLength(2);
  const startsAt = new Date(booked.body.startAt);
  expect(remindersOf({ type, startsAt, timeSetAt: NOW }).map(({ kind }) => kind)).toEqual(["reminder_day"]);

  const individual = booked.body.participants.find(({ role }: { role: string }) => role === "individual");
  const declined = await fk.post(`/meetings/${booked.body.id}/answers`, {
    participantId: individual.id,
    timeVersion: 1,
    given: { answer: "declined" },
  });
  expect(declined.status).toBe(200);
});

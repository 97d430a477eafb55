import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { testPersonnummer } from "../../../server/demo/test-personnummer.ts";
import type { ApiBrowser } from "../../support/api-browser.ts";
import { openInvitation } from "../../support/invited-browser.ts";
import { readPdf } from "../../support/pdf-text.ts";
import { startSamtid, type RunningSamtid } from "../../support/running-samtid.ts";
import { insertSamplePeople, type SamplePeople } from "../../support/sample-people.ts";

const START = new Date("2026-03-02T08:00:00Z");
const AT = "2026-03-17T09:00:00.000Z";

let now = START;
let running: RunningSamtid;
let people: SamplePeople;
let fk: ApiBrowser;
let caseId: string;
let meetingId: string;
let reference: string;

beforeAll(async () => {
  running = await startSamtid({
    clock: { now: () => now },
    prepare: async (samtid) => {
      people = await insertSamplePeople(samtid, { handlaggare: 3, individuals: 0 });
      const db = samtid.database.query();
      await sql`update handlaggare set leads_office = true where subject in ('fk-2', 'af-2')`.execute(db);
      await sql`update handlaggare set protection = 'skyddad_folkbokforing' where subject = 'af-1'`.execute(
        db,
      );
    },
  });
  fk = await running.signedIn("forsakringskassan", "fk-0");
  const registered = await fk.post("/cases", {
    name: "Hemlig Person",
    personnummer: testPersonnummer("1981-05-05", "man"),
    sex: "man",
    email: "hemlig@example.test",
    phone: "070-174 06 05",
    address: { street: "Gömda gatan 4", postalCode: "753 20", city: "Uppsala" },
    channelOrder: ["email", "letter", "telephone"],
    language: "sv",
    protection: "skyddad_folkbokforing",
    benefit: "sjukpenning",
    chainDay: null,
    secrecyConsentOn: "2026-03-01",
  });
  expect(registered.body.channel).toBe("letter");
  caseId = registered.body.id;
  const booked = await fk.post("/meetings", {
    caseId,
    type: "gemensam_kartlaggning",
    durationMinutes: 60,
    mode: "on_site",
    place: "Mötesgatan 9",
    startAt: AT,
    handlaggare: [
      { organisationId: "forsakringskassan", personId: people.fk[0] },
      { organisationId: "arbetsformedlingen", personId: people.af[1] },
    ],
    talkedWithIndividual: true,
    decisionCommunicatedOn: null,
    secrecyConsentOn: null,
  });
  expect(booked.status).toBe(201);
  ({ id: meetingId, reference } = booked.body);
  await vi.waitFor(async () => expect(await running.letters.list()).toHaveLength(1), { timeout: 20_000 });
});
afterAll(() => running?.stop());

describe("a letter to a person with protected identity", () => {
  test("is forwarded by Skatteverket: it begins with a sheet for them, and has neither name nor address", async () => {
    const [line] = await running.letters.list();
    expect(line).toMatchObject({ isForwarded: true, pages: 2 });
    const { pieces } = await readPdf((await running.letters.read(line!.messageId))!);
    const page = (number: number) =>
      pieces
        .filter((piece) => piece.page === number)
        .map(({ text }) => text)
        .join(" ");

    expect(page(1)).toMatch(/Förmedlingsuppdrag till Skatteverket/);
    expect(page(1)).toContain(reference);
    expect(page(2)).toMatch(/tisdag 17 mars 2026/);
    expect(page(2)).toMatch(/svar\/[0-9A-Z]{5}-[0-9A-Z]{5}/);
    expect(page(1) + page(2)).not.toMatch(/Hemlig Person|Gömda|1981|070/);
    expect(line!.file).toBe(`${line!.messageId}.pdf`);
  });

  test("leaves no address behind, and is the only thing that was sent to them", async () => {
    const { rows } = await sql<{ channel: string; to: unknown }>`
      select m.channel, m.sent_to as to from message m join participant p on p.id = m.participant_id
      where p.role = 'individual'`.execute(running.samtid.database.query());
    expect(rows).toEqual([{ channel: "letter", to: null }]);
    expect((await running.catcher.list()).some(({ to }) => to.includes("hemlig@example.test"))).toBe(false);
    expect(await running.simulator.list()).toEqual([]);
  });
});

test("mail to the handläggare tells neither whom nor where, and the calendar entry neither", async () => {
  const mails = await vi.waitFor(
    async () => {
      const all = await running.catcher.list();
      expect(all).toHaveLength(2);
      return all;
    },
    { timeout: 15_000 },
  );
  for (const { raw, text, calendar } of mails) {
    const all = [raw, text, calendar?.content].join("\n");
    expect(all).not.toMatch(/Hemlig|Mötesgatan|LOCATION/);
    expect(calendar?.content).toContain("METHOD:REQUEST");
  }
  const file = await fk.get(`/meetings/${meetingId}/calendar-entry`);
  expect(String(file.body)).not.toMatch(/Mötesgatan|Hemlig/);
});

describe("a protected case", () => {
  test("is opened by those assigned to it and nobody else, not even who leads the office", async () => {
    const leader = await running.signedIn("forsakringskassan", "fk-2");
    expect((await fk.get(`/cases/${caseId}`)).body.protection).toBe("skyddad_folkbokforing");
    for (const path of [`/cases/${caseId}`, `/cases/${caseId}/consents`, `/meetings/${meetingId}`])
      expect((await leader.get(path)).status).toBe(404);
    expect((await leader.post("/case-searches", { text: "Hemlig" })).body.items).toEqual([]);
  });

  test("opened: who leads its office sees by whom and when, never whom it is about; others see nothing", async () => {
    await fk.get(`/cases/${caseId}`);
    await fk.get(`/meetings/${meetingId}`);
    await fk.get("/meetings");
    await fk.get(`/meetings/${meetingId}/follow-through`);
    const leader = await running.signedIn("forsakringskassan", "fk-2");
    const { body } = await leader.get("/protected-reads?limit=100");
    const seen = body.items.filter(({ name }: { name: string }) => name === "FK Handläggare 0");

    const whats = new Set(seen.map(({ what }: { what: string }) => what));
    for (const what of ["case", "meeting", "list", "notes", "change"]) expect(whats).toContain(what);
    expect(seen[0]).toMatchObject({ caseId, references: [reference], isAssigned: true });
    expect(JSON.stringify(body)).not.toMatch(/Hemlig|Gömda|Mötesgatan/);
    expect((await fk.get("/protected-reads")).status).toBe(404);
    const other = await running.signedIn("arbetsformedlingen", "af-2");
    expect((await other.get("/protected-reads")).body.items).toEqual([]);
  });
});

describe("a handläggare with protected identity", () => {
  test("is known to the other agency by what they do, and isn't in its lists", async () => {
    const af = await running.signedIn("arbetsformedlingen", "af-0");
    const named = async (browser: ApiBrowser) =>
      JSON.stringify((await browser.get("/handlaggare?limit=100")).body).includes("AF Handläggare 1");
    expect([await named(fk), await named(af)]).toEqual([false, true]);

    const { participants } = (await fk.get(`/meetings/${meetingId}`)).body;
    const colleague = participants.find(
      ({ organisationId }: { organisationId: string }) => organisationId === "arbetsformedlingen",
    );
    expect(colleague).toMatchObject({
      name: "Skyddad handläggare",
      title: "arbetsformedlare",
      officeName: null,
    });
    const own = await running.signedIn("arbetsformedlingen", "af-1");
    expect(JSON.stringify((await own.get(`/meetings/${meetingId}`)).body)).toContain("AF Handläggare 1");
  });

  test("is told of their meetings by mail at work, as others are", async () => {
    expect((await running.catcher.list()).some(({ to }) => to.includes("af-1@example.test"))).toBe(true);
  });
});

test("in the room they are known by their role, and sound and picture go by a relay alone", async () => {
  now = new Date(new Date(AT).getTime() - 10 * 60_000);
  const { readRoom } = running.samtid;
  const { presentRoom } = await import("../../../server/rooms/room-presenter.ts");
  const room = (await readRoom(meetingId))!;
  const reader = room.participants.find(({ personId }) => personId === people.fk[0])!;
  const view = presentRoom(room, reader.id);

  expect(view.relayOnly).toBe(true);
  expect(view.seats.map(({ role, name }) => [role, name])).toEqual([
    ["individual", null],
    ["handlaggare", "FK Handläggare 0"],
    ["handlaggare", null],
  ]);
  const person = await openInvitation(running.samtid, running.origin, meetingId);
  expect((await person.get("/invitation")).body.place).toBe("Mötesgatan 9");
});

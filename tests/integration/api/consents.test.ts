import { sql } from "kysely";
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import type { ApiBrowser } from "../../support/api-browser.ts";
import { registerExternal } from "../../support/register-external.ts";
import { startSamtid, type RunningSamtid } from "../../support/running-samtid.ts";
import { insertSamplePeople, type SamplePeople } from "../../support/sample-people.ts";

const NOW = new Date("2026-03-02T08:00:00Z");
const AT = "2026-03-17T09:00:00.000Z";
const TESTS = 12;

let running: RunningSamtid;
let people: SamplePeople;
let own = -1;
let fk: ApiBrowser;
let af: ApiBrowser;

beforeAll(async () => {
  running = await startSamtid({
    clock: { now: () => NOW },
    prepare: async (samtid) => {
      people = await insertSamplePeople(samtid, { handlaggare: TESTS, individuals: TESTS });
    },
  });
});
beforeEach(async () => {
  own += 1;
  fk = await running.signedIn("forsakringskassan", `fk-${own}`);
  af = await running.signedIn("arbetsformedlingen", `af-${own}`);
});
afterAll(() => running?.stop());

const caseId = () => people.cases[own]!;
const consents = async () => (await fk.get(`/cases/${caseId()}/consents`)).body;
const record = (body: object) => fk.post(`/cases/${caseId()}/consents`, body);
const withdraw = (consentId: string) => fk.post(`/cases/${caseId()}/consent-withdrawals`, { consentId });
const sus = (more: object = {}) => ({
  kind: "sus",
  answer: "given",
  givenOn: "2026-03-01",
  formVersion: "FK 7001 (2)",
  fromOn: "2026-03-01",
  untilOn: null,
  ...more,
});
const book = (more: object = {}) =>
  fk.post("/meetings", {
    caseId: caseId(),
    type: "gemensam_kartlaggning",
    durationMinutes: 60,
    mode: "video",
    place: null,
    startAt: AT,
    handlaggare: [
      { organisationId: "forsakringskassan", personId: people.fk[own] },
      { organisationId: "arbetsformedlingen", personId: people.af[own] },
    ],
    talkedWithIndividual: true,
    decisionCommunicatedOn: null,
    secrecyConsentOn: null,
    ...more,
  });
const mailsTo = async (name: string) =>
  (await running.catcher.list()).filter(({ to }) => to.includes(`${name}@example.test`));
const individual = `Individ Nummer`;

describe("a secrecy consent", () => {
  test("says with whom, when, and who recorded it; only the case's own agency reads it", async () => {
    const { items, followUp } = await consents();

    expect(items).toMatchObject([
      {
        kind: "secrecy",
        answer: "given",
        agencies: ["forsakringskassan", "arbetsformedlingen"],
        externals: [],
        givenOn: "2026-01-02",
        recordedByName: "FK Handläggare 0",
        withdrawnAt: null,
        mayWithdraw: true,
      },
    ]);
    expect(followUp).toBe("not_asked");
    expect((await af.get(`/cases/${caseId()}/consents`)).status).toBe(404);
    expect((await record({ kind: "secrecy", givenOn: "2026-03-03" })).body.errors[0]).toMatchObject({
      pointer: "/givenOn",
      code: "in_the_future",
    });
  });

  test.each(["gemensam_kartlaggning", "omstallningsmote", "kontaktmote", "uppfoljningsmote"])(
    "withdrawn: %s can't be booked until there is a new one",
    async (type) => {
      const [{ id }] = (await consents()).items;
      expect((await withdraw(id)).status).toBe(200);
      const asked = { type, decisionCommunicatedOn: "2026-02-01" };

      const refused = await book(asked);
      expect(refused.status).toBe(422);
      expect(refused.body.errors.map(({ code }: { code: string }) => code)).toContain("consent_missing");
      await record({ kind: "secrecy", givenOn: "2026-03-02" });
      const { items } = await consents();
      expect(items.map(({ withdrawnAt }: { withdrawnAt: string | null }) => withdrawnAt)).toEqual([
        null,
        NOW.toISOString(),
      ]);
      const again = await book(asked);
      expect(again.body.errors?.map(({ code }: { code: string }) => code) ?? []).not.toContain(
        "consent_missing",
      );
    },
  );

  test("withdrawn: the other agency is not told who they are from then on; its own notes and what was are still there", async () => {
    const { body: meeting } = await book();
    const path = `/meetings/${meeting.id}`;
    const seen = async (browser: ApiBrowser) => JSON.stringify((await browser.get(path)).body);
    const wish = { weekdays: [], partsOfDay: [], earliestOn: null, mode: null, text: "Barnet slutar tidigt" };
    const person = meeting.participants[0].id;
    const answer = { participantId: person, timeVersion: 1, given: { answer: "other-time", wish } };
    expect((await fk.post(`${path}/answers`, answer)).status).toBe(200);
    const note = (browser: ApiBrowser, part: string, text: string) =>
      browser.post(`${path}/notes/${part}`, { text }, { "if-match": '"0"' });
    await note(fk, "joint", "Kom överens om allt");
    await note(af, "own", "Vår egen");
    expect(await seen(af)).toContain(individual);
    expect(await seen(af)).toContain("Barnet slutar tidigt");

    await withdraw((await consents()).items[0].id);

    expect(await seen(af)).not.toMatch(/Individ Nummer|Barnet/);
    expect((await af.get(path)).body).toMatchObject({ isSharedWithMe: false, id: meeting.id });
    const listed = JSON.stringify((await af.get("/meetings")).body);
    expect(listed).toContain(meeting.reference);
    expect(listed).not.toContain(individual);
    const week = "from=2026-03-15T23:00:00Z&to=2026-03-22T23:00:00Z";
    expect(JSON.stringify((await af.get(`/calendar?${week}`)).body)).not.toContain(individual);
    const { notes } = (await af.get(`${path}/follow-through`)).body;
    expect([notes.joint, notes.own.text]).toEqual([null, "Vår egen"]);
    expect((await note(af, "joint", "Mer")).status).toBe(403);
    expect(await seen(fk)).toContain(individual);
    expect(await seen(fk)).toContain("Barnet slutar tidigt");
    const { history } = (await fk.get(path)).body;
    expect(history.map(({ kind }: { kind: string }) => kind)).toEqual([
      "booked",
      "answered",
      "consent_withdrawn",
    ]);
  });

  test("withdrawn: those outside the agencies leave the meetings to come, are told, and are free again", async () => {
    const personId = await registerExternal(fk, `tolk-${own}`);
    const { body: meeting } = await book({
      participants: [{ personId, attendance: "binding" }],
      secrecyConsentOn: "2026-03-01",
    });
    await vi.waitFor(async () => expect(await mailsTo(`tolk-${own}`)).toHaveLength(1), { timeout: 15_000 });
    const { items } = await consents();
    expect(items[0]).toMatchObject({ agencies: [], externals: [`tolk-${own}`] });

    await withdraw(items[0].id);

    const { body } = await fk.get(`/meetings/${meeting.id}`);
    expect(body.participants.map(({ role }: { role: string }) => role)).not.toContain("external");
    expect(body.isSharedWithMe).toBe(true);
    expect((await af.get(`/meetings/${meeting.id}`)).body.isSharedWithMe).toBe(true);
    const { rows } = await sql`select from occupancy where person_id = ${personId}`.execute(
      running.samtid.database.query(),
    );
    expect(rows).toEqual([]);
    await vi.waitFor(
      async () => {
        const calendars = (await mailsTo(`tolk-${own}`)).map((mail) => mail.calendar?.method);
        expect(calendars.toSorted()).toEqual(["CANCEL", "REQUEST"]);
      },
      { timeout: 15_000 },
    );
  });

  test("between the agencies, withdrawn, takes those to other parties with it", async () => {
    const personId = await registerExternal(fk, `tolk-${own}`);
    await record({ kind: "secrecy", givenOn: "2026-03-01", externalPartyIds: [personId] });
    const { items } = await consents();
    const { id } = items.find(({ agencies }: { agencies: string[] }) => agencies.length === 2);
    await withdraw(id);

    const after = (await consents()).items;
    expect(after).toHaveLength(2);
    expect(after.every(({ withdrawnByName }: { withdrawnByName: string }) => withdrawnByName)).toBe(true);
  });

  test("said can't be rewritten, not even in the database", async () => {
    const change = sql`update consent set given_on = '2020-01-01' where case_id = ${caseId()}`;
    await expect(change.execute(running.samtid.database.query())).rejects.toThrow(/not changed/);
  });
});

describe("a SUS consent", () => {
  test("is in writing, for a period; the person is counted by name until it is withdrawn", async () => {
    expect((await record(sus({ formVersion: "" }))).body.errors[0].pointer).toBe("/formVersion");
    expect((await record(sus({ untilOn: "2026-02-01" }))).body.errors[0].pointer).toBe("/untilOn");
    const { body } = await record(sus());
    expect(body).toMatchObject({
      followUp: "identified",
      items: [
        { kind: "sus", formVersion: "FK 7001 (2)", period: { fromOn: "2026-03-01", untilOn: null } },
        {},
      ],
    });

    const { body: after } = await withdraw(body.items[0].id);
    expect(after.followUp).toBe("anonymous");
    expect(after.items[1]).toMatchObject({ kind: "secrecy", withdrawnAt: null });
  });

  test("refused: the person is counted without name, and the meeting is booked all the same", async () => {
    const { body } = await record(sus({ answer: "refused" }));

    expect(body).toMatchObject({
      followUp: "anonymous",
      items: [{ answer: "refused", mayWithdraw: false }, {}],
    });
    expect((await book()).status).toBe(201);
  });
});

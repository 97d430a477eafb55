import { sql } from "kysely";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import type { ApiBrowser } from "../../support/api-browser.ts";
import { bookMeeting } from "../../support/book-meeting.ts";
import { startSamtid, type RunningSamtid } from "../../support/running-samtid.ts";
import { insertSamplePeople, type SamplePeople } from "../../support/sample-people.ts";

const clock = { now: () => new Date("2026-03-02T08:00:00Z") };
let running: RunningSamtid;
let people: SamplePeople;
let fk: ApiBrowser;
let af: ApiBrowser;
let colleague: ApiBrowser;

beforeAll(async () => {
  running = await startSamtid({
    clock,
    prepare: async (samtid) => {
      people = await insertSamplePeople(samtid, { handlaggare: 2, individuals: 5 });
      const administrators = [people.fk[0]!, people.af[0]!];
      await sql`update handlaggare set is_administrator = true where person_id = any(${administrators})`.execute(
        samtid.database.query(),
      );
    },
  });
  [fk, af, colleague] = await Promise.all([
    running.signedIn("forsakringskassan", "fk-0"),
    running.signedIn("arbetsformedlingen", "af-0"),
    running.signedIn("forsakringskassan", "fk-1"),
  ]);
});
afterAll(() => running?.stop());

const settings = async (browser: ApiBrowser) => (await browser.get("/agency-settings")).body;
const setLinks = (browser: ApiBrowser, channels: string[]) =>
  browser.post("/agency-settings/link-channels", { channels });
const booking = (caseIndex: number, startAt: string) => ({
  caseId: people.cases[caseIndex],
  type: "gemensam_kartlaggning",
  startAt,
  durationMinutes: 60,
  mode: "video",
  place: null,
  handlaggare: [
    { organisationId: "forsakringskassan", personId: people.fk[0] },
    { organisationId: "arbetsformedlingen", personId: people.af[0] },
  ],
  talkedWithIndividual: true,
  decisionCommunicatedOn: null,
  secrecyConsentOn: null,
});
const previewOf = async (startAt: string) => {
  const { body } = await fk.post("/meeting-previews", booking(0, startAt));
  return body.messages.find(({ role }: { role: string }) => role === "individual");
};

test("links turned off for mail: the preview and the mail that goes say to log in as usual or call, and have no link", async () => {
  expect((await settings(fk)).linkChannels).toEqual(["email", "sms", "digital_mailbox", "letter"]);
  expect((await previewOf("2026-03-17T09:00:00Z")).text).toContain("/svar/");
  expect((await setLinks(fk, ["letter", "digital_mailbox", "sms"])).body.linkChannels).toEqual([
    "sms",
    "digital_mailbox",
    "letter",
  ]);
  expect((await settings(af)).linkChannels).toEqual(["email", "sms", "digital_mailbox", "letter"]);

  const preview = await previewOf("2026-03-17T09:00:00Z");
  expect(preview.text).toContain("Logga in som vanligt");
  expect(`${preview.text} ${preview.html}`).not.toContain("/svar/");
  await bookMeeting(fk, people, { startAt: "2026-03-17T09:00:00Z" });
  const toIndividual = async () =>
    (await running.catcher.list()).filter((mail) => JSON.stringify(mail.to).includes("individual-0"));
  await vi.waitFor(async () => expect(await toIndividual()).toHaveLength(1), { timeout: 15_000 });
  const [mail] = await toIndividual();
  expect(JSON.stringify(mail)).not.toContain("/svar/");
  expect(mail!.text).toContain("Logga in som vanligt");
  await setLinks(fk, ["email", "sms", "digital_mailbox", "letter"]);
});

test("an office that is to confirm: the next meeting booked with it is a draft, and turned off again it isn't", async () => {
  const [office] = (await settings(af)).offices;
  expect(office).toMatchObject({ name: "Kontor af", confirmsMeetings: false });
  const set = (confirmsMeetings: boolean) =>
    af.post(`/agency-settings/offices/${office.id}`, { confirmsMeetings });
  expect((await set(true)).body.offices[0].confirmsMeetings).toBe(true);
  expect((await fk.post("/meetings", booking(1, "2026-03-18T09:00:00Z"))).body.status).toBe("draft");
  await set(false);
  expect((await fk.post("/meetings", booking(2, "2026-03-19T09:00:00Z"))).body.status).toBe("booked");
});

test("an office that stays away from an offer: the other agency is searched and booked alone, and the office's own still sees the meeting", async () => {
  const [office] = (await settings(fk)).offices;
  const stayAway = (types: string[], browser = fk, id = office.id) =>
    browser.post(`/agency-settings/offices/${id}`, { staysAwayFrom: types });
  const ownMayStayAway = async () =>
    (await fk.get("/meeting-types")).body.items
      .filter((type: { ownMayStayAway: boolean }) => type.ownMayStayAway)
      .map(({ code }: { code: string }) => code);
  const wanted = booking(4, "2026-03-23T09:00:00Z");
  const alone = {
    ...wanted,
    type: "omstallningsmote",
    decisionCommunicatedOn: "2026-03-01",
    handlaggare: wanted.handlaggare.filter(({ organisationId }) => organisationId === "arbetsformedlingen"),
  };
  expect(await fk.post("/meetings", alone)).toMatchObject({
    status: 422,
    body: { errors: [{ pointer: "/handlaggare", code: "party_missing" }] },
  });
  expect(await stayAway(["gemensam_kartlaggning"])).toMatchObject({
    status: 422,
    body: { errors: [{ pointer: "/staysAwayFrom/0", code: "party_needed" }] },
  });
  const [other] = (await settings(af)).offices;
  expect((await stayAway(["omstallningsmote"], af, other.id)).status).toBe(422);
  expect(await ownMayStayAway()).toEqual([]);
  expect((await stayAway(["omstallningsmote"])).body.offices[0]).toMatchObject({
    confirmsMeetings: false,
    staysAwayFrom: ["omstallningsmote"],
  });
  expect(await ownMayStayAway()).toEqual(["omstallningsmote"]);

  const { body: meeting, status } = await fk.post("/meetings", alone);
  expect(status).toBe(201);
  expect(meeting.participants.map(({ role }: { role: string }) => role).sort()).toEqual([
    "handlaggare",
    "individual",
  ]);
  expect((await fk.get(`/meetings/${meeting.id}`)).status).toBe(200);
  const move = { startAt: "2026-03-24T09:00:00Z", durationMinutes: 60, mode: "video", place: null };
  const moved = await fk.post(`/meetings/${meeting.id}/moves`, move, { "If-Match": `"${meeting.revision}"` });
  expect(moved.status).toBe(200);
  await stayAway([]);
  expect(await fk.post("/meetings", { ...alone, startAt: "2026-03-25T09:00:00Z" })).toMatchObject({
    status: 422,
  });
});

test("an office that wants a psykolog at a type of meeting: neither searched nor booked without, whoever books", async () => {
  const [office] = (await settings(af)).offices;
  const set = (parties: string[], browser = af) =>
    browser.post(`/agency-settings/offices/${office.id}/required-parties`, {
      type: "gemensam_kartlaggning",
      parties,
    });
  expect((await set(["psykolog"], fk)).status).toBe(404);
  expect((await set(["psykolog"])).body.offices[0].requiredParties).toEqual([
    { type: "gemensam_kartlaggning", party: "psykolog" },
  ]);
  const missing = [{ pointer: "/participants", code: "required_party_missing" }];
  const wanted = booking(3, "2026-03-20T09:00:00Z");
  expect(await fk.post("/meetings", wanted)).toMatchObject({ status: 422, body: { errors: missing } });
  const { caseId, type, durationMinutes } = wanted;
  const sides = wanted.handlaggare.map(({ organisationId, personId }) => ({
    organisationId,
    handlaggareIds: [personId],
  }));
  const asked = { caseId, type, durationMinutes, sides, fromOn: "2026-03-16", toOn: "2026-03-20" };
  const search = (more: object = {}) => fk.post("/free-time-searches", { ...asked, ...more });
  expect(await search()).toMatchObject({ status: 422, body: { errors: missing } });
  expect((await search({ type: "uppfoljningsmote" })).status).toBe(200);

  await sql`update handlaggare set role = 'psykolog' where person_id = ${people.af[1]}`.execute(
    running.samtid.database.query(),
  );
  const invited = (attendance: string) => ({ participants: [{ personId: people.af[1], attendance }] });
  expect((await search(invited("optional"))).status).toBe(422);
  expect((await search(invited("binding"))).status).toBe(200);
  expect((await fk.post("/meetings", { ...wanted, ...invited("binding") })).status).toBe(201);
  await set([]);
  expect((await search()).status).toBe(200);
});

test("settings: for the agency's own administrators only", async () => {
  const [office] = (await settings(af)).offices;
  const of = { confirmsMeetings: true };
  expect((await colleague.get("/agency-settings")).status).toBe(403);
  expect((await setLinks(colleague, [])).status).toBe(403);
  expect((await colleague.post(`/agency-settings/offices/${office.id}`, of)).status).toBe(403);
  expect((await fk.post(`/agency-settings/offices/${office.id}`, of)).status).toBe(404);
  expect((await settings(af)).offices[0].confirmsMeetings).toBe(false);
  expect((await setLinks(fk, ["telephone"])).status).toBe(422);
});

import { sql } from "kysely";
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import type { ApiAnswer, ApiBrowser } from "../../support/api-browser.ts";
import { createBookedTime } from "../../support/booked-time.ts";
import { eventually } from "../../support/eventually.ts";
import { openInvitation } from "../../support/invited-browser.ts";
import { registerExternal } from "../../support/register-external.ts";
import { startSamtid, type RunningSamtid } from "../../support/running-samtid.ts";
import { insertSamplePeople, type SamplePeople } from "../../support/sample-people.ts";

const START = new Date("2026-03-02T08:00:00Z");
const DEADLINE = "2026-03-02T08:30:00.000Z";
const DAY = "2026-03-17";
const AT = `${DAY}T09:00:00.000Z`;
const TIMES = [AT, `${DAY}T12:00:00.000Z`];
/** Each test has two handläggare of each agency, and two cases, of its own. */
const TESTS = 30;

type Further = readonly { personId: string; attendance: "binding" | "optional" }[];

let now = START;
let running: RunningSamtid;
let people: SamplePeople;
let own = -2;
let fk: ApiBrowser;
let af: ApiBrowser;

beforeAll(async () => {
  running = await startSamtid({
    clock: { now: () => now },
    prepare: async (samtid) => {
      people = await insertSamplePeople(samtid, { handlaggare: 2 * TESTS, individuals: 2 * TESTS });
    },
  });
});
beforeEach(async () => {
  now = START;
  own += 2;
  fk = await running.signedIn("forsakringskassan", `fk-${own}`);
  af = await running.signedIn("arbetsformedlingen", `af-${own}`);
});
afterAll(() => running?.stop());

const db = () => running.samtid.database.query();
const find = async (id: string) => (await running.samtid.repositories.meetings.find(id))!;
const binding = (personId: string) => ({ personId, attendance: "binding" as const });
const optional = (personId: string) => ({ personId, attendance: "optional" as const });
const interpreter = (more: object = {}) => registerExternal(fk, `tolk-${own}`, { ...more });

/** What is asked for: this test's first pair and case, or the second. */
const asked = (index = 0) => ({
  caseId: people.cases[own + index],
  type: "gemensam_kartlaggning",
  durationMinutes: 60,
});
const plan = (participants: Further, index = 0) => ({
  ...asked(index),
  mode: "video",
  place: null,
  handlaggare: [
    { organisationId: "forsakringskassan", personId: people.fk[own + index] },
    { organisationId: "arbetsformedlingen", personId: people.af[own + index] },
  ],
  talkedWithIndividual: true,
  decisionCommunicatedOn: null,
  secrecyConsentOn: "2026-03-01",
  participants,
});
const book = (participants: Further, more: { startAt?: string; index?: number } = {}): Promise<ApiAnswer> =>
  fk.post("/meetings", { ...plan(participants, more.index), startAt: more.startAt ?? AT });
const offer = (participants: Further) =>
  fk.post("/meeting-offers", { ...plan(participants), times: TIMES, answerBy: DEADLINE });
const sides = () => [
  { organisationId: "forsakringskassan", handlaggareIds: [people.fk[own]] },
  { organisationId: "arbetsformedlingen", handlaggareIds: [people.af[own]] },
];
const search = async (participants: Further, more: object = {}) => {
  const wanted = { ...asked(), sides: sides(), fromOn: DAY, toOn: DAY, participants, ...more };
  const { status, body } = await fk.post("/free-time-searches", wanted);
  expect([status, body.errors]).toEqual([200, undefined]);
  return body;
};
const takenOf = async (personId: string) => {
  const { rows } = await sql<{ at: Date; held: boolean }>`
    select lower(during) as at, held_time_id is not null as held from occupancy
    where person_id = ${personId} order by 1`.execute(db());
  return rows.map(({ at, held }) => `${held ? "hold" : "meeting"} ${at.toISOString()}`);
};
const mailsTo = (recipient: string, count: number) =>
  vi.waitFor(
    async () => {
      const mails = await running.catcher.list();
      const theirs = mails.filter(({ to }) => to.includes(`${recipient}@example.test`));
      expect(theirs).toHaveLength(count);
      return theirs;
    },
    { timeout: 15_000 },
  );
const pointersOf = ({ status, body }: ApiAnswer) => [
  status,
  body.errors?.map(({ pointer, code }: { pointer: string; code: string }) => `${pointer} ${code}`),
];
const inMeeting = async (id: string, personId: string) =>
  (await find(id)).participants.find((each) => each.personId === personId)!;

describe("external parties", () => {
  test("are found by name, organisation, kind and language, by the agency that registered them and no other", async () => {
    const personId = await interpreter({ languages: ["ar", "fi"] });
    await registerExternal(fk, `chef-${own}`, { kind: "arbetsgivare", organisationName: `Bruket${own} AB` });
    const found = async (browser: ApiBrowser, query: string) =>
      (await browser.get(`/external-parties?${query}`)).body.items.map(({ name }: { name: string }) => name);

    expect(await found(fk, `q=tolk-${own}&kind=tolk&language=fi`)).toEqual([`tolk-${own}`]);
    expect(await found(fk, `q=tolk-${own}&language=so`)).toEqual([]);
    expect(await found(fk, `q=bruket${own}`)).toEqual([`chef-${own}`]);
    expect(await found(af, `q=tolk-${own}`)).toEqual([]);
    const theirs = { ...plan([binding(personId)]), startAt: AT };
    const { body } = await af.post("/cases", {
      name: "Någon Annan",
      personnummer: "19121212-1212",
      sex: "woman",
      email: null,
      phone: null,
      language: "sv",
      protection: "none",
      benefit: "sjukpenning",
      chainDay: null,
      secrecyConsentOn: null,
    });
    expect(pointersOf(await af.post("/meetings", { ...theirs, caseId: body.id }))).toEqual([
      422,
      ["/participants/0/personId unknown_participant"],
    ]);
  });

  test.each([
    ["without any way to reach them", { email: null, phone: null }, "/email"],
    ["who interpret no language", { languages: [] }, "/languages"],
    ["of no kind there is", { kind: "granne" }, "/kind"],
  ])("%s can't be registered", async (_what, more, pointer) => {
    const party = { kind: "tolk", name: "Tolk", organisationName: null, languages: ["ar"] };
    const answer = await fk.post("/external-parties", { ...party, email: "a@b.se", phone: null, ...more });

    expect([answer.status, answer.body.errors[0].pointer]).toEqual([422, pointer]);
  });

  test("registered twice by the same agency are refused the second time", async () => {
    await interpreter();
    await expect(interpreter()).rejects.toThrow("already_registered");
  });
});

describe("joint time with an interpreter", () => {
  test("is time when the interpreter is in no other meeting; why not tells who, and nothing of their calendar", async () => {
    const personId = await interpreter();
    expect((await book([binding(personId)], { index: 1 })).status).toBe(201);
    const starts = async (participants: Further) =>
      (await search(participants)).times.map(({ startAt }: { startAt: string }) => startAt);

    expect(await starts([])).toContain(AT);
    expect(await starts([binding(personId)])).not.toContain(AT);
    expect(await starts([optional(personId)])).toContain(AT);
    const question = { ...asked(), sides: sides(), at: AT, participants: [binding(personId)] };
    const { body } = await fk.post("/why-not", question);
    expect(body.reasons).toEqual([{ code: "participant_unavailable", personId }]);
  });

  test("is better when an optional one can come, and never worse than without them", async () => {
    const personId = await interpreter();
    await book([binding(personId)], { index: 1 });
    const { times } = await search([optional(personId)], { order: "best" });
    const pointsAt = (at: string) =>
      times.find(({ startAt }: { startAt: string }) => startAt === at).score.parts.optional;

    expect(pointsAt(AT)).toBe(0);
    expect(pointsAt(TIMES[1]!)).toBeGreaterThan(0);
    expect(pointsAt(times[0].startAt)).toBeGreaterThan(0);
  });

  test("of somebody nobody knows, or who represents an agency already, is refused by name of the field", async () => {
    const unknown = "10000000-0000-4000-8000-000000000001";
    const wanted = { ...asked(), sides: sides(), fromOn: DAY, toOn: DAY };
    const participants = [binding(unknown), binding(people.af[own]!)];

    expect(pointersOf(await fk.post("/free-time-searches", { ...wanted, participants }))).toEqual([
      422,
      ["/participants/0/personId unknown_participant", "/participants/1/personId participant_repeated"],
    ]);
  });
});

describe("a meeting with an interpreter", () => {
  test("takes the interpreter's time, and mails them an entry and a link at which they answer", async () => {
    const personId = await interpreter();
    const { status, body } = await book([binding(personId)]);

    expect(status).toBe(201);
    expect(await takenOf(personId)).toEqual([`meeting ${AT}`]);
    const [mail] = await mailsTo(`tolk-${own}`, 1);
    expect(mail!.subject).toBe(`Möte ${body.reference}: du är inbjuden`);
    expect(mail!.calendar?.content).toMatch(/METHOD:REQUEST[\s\S]*SUMMARY:Möte SAM-/);
    const { id: participantId } = await inMeeting(body.id, personId);
    const person = await openInvitation(running.samtid, running.origin, body.id, participantId);
    const { body: seen } = await person.get("/invitation");
    expect(seen).toMatchObject({ meets: [], alsoMeets: [], alternatives: [], declinable: true });
    expect(seen.contacts).toEqual([{ organisationId: "forsakringskassan", phone: "08-465 004 10" }]);
    const declined = { timeVersion: 1, given: { answer: "declined" } };
    expect((await person.post("/invitation/answers", declined)).body.answer.status).toBe("declined");
    const { body: meeting } = await fk.get(`/meetings/${body.id}`);
    expect(meeting.participants.at(-1)).toMatchObject({ role: "external", answer: { status: "declined" } });
  });

  test("whose address is corrected to one that is registered already: refused by name of the field", async () => {
    const personId = await interpreter();
    await registerExternal(fk, `tolk-${own}`, { email: "upptagen@example.test" });
    const { body: meeting } = await book([binding(personId)]);
    await mailsTo(`tolk-${own}`, 1);
    const { id: participantId } = await inMeeting(meeting.id, personId);
    const sent = (await fk.get(`/meetings/${meeting.id}`)).body.messages.find(
      (message: { participantId: string }) => message.participantId === participantId,
    );
    await fk.post(`/meetings/${meeting.id}/recalls`, { messageId: sent.id, reason: "Fel adress" });
    const renew = (email: string) =>
      fk.post(`/meetings/${meeting.id}/participants/${participantId}/links`, { email });

    expect(pointersOf(await renew("Upptagen@example.test"))).toEqual([422, ["/email already_registered"]]);
    expect(pointersOf(await renew(`ledig-${own}@example.test`))).toEqual([200, undefined]);
    await mailsTo(`ledig-${own}`, 1);
  });

  test("booked at the same time as another with the same interpreter: exactly one of them is", async () => {
    const personId = await interpreter();
    const answers = await Promise.all([0, 1, 0, 1].map((index) => book([binding(personId)], { index })));

    expect(answers.map(({ status }) => status).sort()).toEqual([201, 409, 409, 409]);
    expect(await takenOf(personId)).toEqual([`meeting ${AT}`]);
    expect(await createBookedTime(running.samtid).doubleBookings()).toBe(0);
  });

  test("shows both agencies who it is and from where, and only their own how to reach them", async () => {
    const personId = await interpreter();
    const { body } = await book([binding(personId)]);
    const seenBy = async (browser: ApiBrowser) =>
      (await browser.get(`/meetings/${body.id}`)).body.participants.at(-1);
    const external = { kind: "tolk", organisationName: "Tolkcentralen" };
    const contact = { email: `tolk-${own}@example.test`, phone: "08-465 004 30" };

    expect(await seenBy(fk)).toMatchObject({
      attendance: "binding",
      isFurther: true,
      external: { ...external, contact },
    });
    expect((await seenBy(af)).external).toEqual({ ...external, contact: null });
    const person = await openInvitation(running.samtid, running.origin, body.id);
    const { body: invitation } = await person.get("/invitation");
    expect(invitation.alsoMeets).toEqual([external]);
    expect(JSON.stringify(invitation)).not.toContain(`tolk-${own}`);
    const [mail] = await mailsTo(`individual-${own}`, 1);
    expect(mail!.text).toMatch(/en försäkringsutredare [^.]*, en arbetsförmedlare [^.]* och en tolk/s);
  });

  test("moved keeps them: their time follows, and they are told", async () => {
    const personId = await interpreter();
    const { body } = await book([binding(personId)]);
    await mailsTo(`tolk-${own}`, 1);
    const move = { startAt: TIMES[1], durationMinutes: 60, mode: "video", place: null };
    const path = `/meetings/${body.id}/moves`;
    const elsewhere = await book([binding(personId)], { index: 1, startAt: TIMES[1]! });
    const refused = await af.post(path, move, { "if-match": '"1"' });
    expect([refused.status, refused.body.reasons]).toEqual([
      409,
      [{ code: "participant_unavailable", personId }],
    ]);
    const cancel = { reason: "booked_wrongly" };
    await fk.post(`/meetings/${elsewhere.body.id}/cancellations`, cancel, { "if-match": '"1"' });
    const moved = await af.post(path, move, { "if-match": '"1"' });

    expect(moved.status).toBe(200);
    expect(await takenOf(personId)).toEqual([`meeting ${TIMES[1]}`]);
    const mails = await eventually(async () => {
      const all = await running.catcher.list();
      const about = all.filter(
        ({ to, subject }) => to.includes(`tolk-${own}@example.test`) && subject.includes(body.reference),
      );
      expect(about).toHaveLength(2);
      return about;
    });
    expect(mails.map(({ subject }) => subject)).toContain(`Möte ${body.reference} är ändrat`);
  });

  test("cancelled frees them, and takes the entry out of their calendar", async () => {
    const personId = await interpreter();
    const { body } = await book([binding(personId)]);
    await mailsTo(`tolk-${own}`, 1);
    await fk.post(`/meetings/${body.id}/cancellations`, { reason: "individual" }, { "if-match": '"1"' });

    expect(await takenOf(personId)).toEqual([]);
    const mails = await mailsTo(`tolk-${own}`, 2);
    expect(mails.filter(({ calendar }) => calendar?.content.includes("METHOD:CANCEL"))).toHaveLength(1);
  });

  test("in which a handläggare is swapped keeps them, and they hear nothing of it", async () => {
    const personId = await interpreter();
    const { body } = await book([binding(personId)]);
    await mailsTo(`tolk-${own}`, 1);
    const { id: participantId } = await inMeeting(body.id, people.fk[own]!);
    const command = { participantId, personId: people.fk[own + 1] };
    const { status } = await fk.post(`/meetings/${body.id}/swaps`, command, { "if-match": '"1"' });

    expect(status).toBe(200);
    expect(await takenOf(personId)).toEqual([`meeting ${AT}`]);
    expect(await inMeeting(body.id, personId)).toMatchObject({ sequence: 0 });
    const told = (await find(body.id)).participants.find((each) => each.personId === personId)!;
    const { rows } = await sql`select kind from message where participant_id = ${told.id}`.execute(db());
    expect(rows).toEqual([{ kind: "invitation" }]);
  });

  test("with a protected person is told them by telephone: nothing is mailed", async () => {
    await sql`update individual set protection = 'sekretessmarkering' where person_id =
      (select individual_id from cooperation_case where id = ${people.cases[own]})`.execute(db());
    await sql`insert into case_assignment values (${people.cases[own]}, ${people.fk[own]})`.execute(db());
    const personId = await interpreter();
    const { body } = await book([binding(personId)]);
    const { id: participantId } = await inMeeting(body.id, personId);

    const { body: meeting } = await fk.get(`/meetings/${body.id}`);
    const message = meeting.messages.find(
      (each: { participantId: string }) => each.participantId === participantId,
    );
    expect(message).toMatchObject({ channel: "telephone", state: "to_do" });
    const preview = await fk.post("/meeting-previews", { ...plan([binding(personId)]), startAt: AT });
    expect(preview.body.messages.at(-1)).toMatchObject({ channel: "telephone", address: null });
  });
});

describe("optional participants", () => {
  test("who are free are invited, and none of their time is taken", async () => {
    const personId = await interpreter();
    const { body } = await book([optional(personId)]);

    expect(body.participants.at(-1)).toMatchObject({ role: "external", attendance: "optional" });
    expect(await takenOf(personId)).toEqual([]);
    const [mail] = await mailsTo(`tolk-${own}`, 1);
    const entry = mail!.calendar?.content.replaceAll("\r\n ", "");
    expect(entry).toContain("ROLE=OPT-PARTICIPANT");
    expect(entry).toContain("TRANSP:TRANSPARENT");
    expect((await book([binding(personId)], { index: 1 })).status).toBe(201);
  });

  test("who are not free are left out, and the meeting is booked all the same", async () => {
    const personId = await interpreter();
    await book([binding(personId)], { index: 1 });
    const { status, body } = await book([optional(personId)]);

    expect(status).toBe(201);
    expect(body.participants).toHaveLength(3);
    expect(await takenOf(personId)).toEqual([`meeting ${AT}`]);
  });

  test("of an offer hear of it when a time is chosen that they have", async () => {
    const [busy, free] = [
      await interpreter(),
      await registerExternal(fk, `chef-${own}`, { kind: "arbetsgivare" }),
    ];
    await book([binding(busy)], { index: 1 });
    const { body: offered } = await offer([optional(busy), optional(free)]);
    expect(offered.messages).toHaveLength(3);
    expect(offered.participants).toHaveLength(5);
    const person = await openInvitation(running.samtid, running.origin, offered.id);
    await person.post("/invitation/choices", { heldTimeId: offered.heldTimes[0].id });

    const { body } = await fk.get(`/meetings/${offered.id}`);
    expect(body.participants.map(({ name }: { name: string }) => name)).not.toContain(`tolk-${own}`);
    const [mail] = await mailsTo(`chef-${own}`, 1);
    expect(mail!.calendar?.content).toContain("METHOD:REQUEST");
  });
});

describe("offered times with an interpreter", () => {
  test("are held for the interpreter too, until one is chosen", async () => {
    const personId = await interpreter();
    const { status, body: offered } = await offer([binding(personId)]);
    expect(status).toBe(201);
    expect(await takenOf(personId)).toEqual(TIMES.map((at) => `hold ${at}`));
    expect((await book([binding(personId)], { index: 1, startAt: TIMES[1]! })).status).toBe(409);
    const [held] = await mailsTo(`tolk-${own}`, 1);
    expect(held!.calendar).toBeUndefined();
    expect(held!.text).not.toContain("/svar/");
    const person = await openInvitation(running.samtid, running.origin, offered.id);
    await person.post("/invitation/choices", { heldTimeId: offered.heldTimes[1].id });

    expect(await takenOf(personId)).toEqual([`meeting ${TIMES[1]}`]);
    const mails = await mailsTo(`tolk-${own}`, 2);
    expect(mails.some(({ text }) => text.includes("/svar/"))).toBe(true);
  });

  test("that nobody chose from are free for the interpreter again, who is told", async () => {
    const personId = await interpreter();
    await offer([binding(personId)]);
    await mailsTo(`tolk-${own}`, 1);
    now = new Date(DEADLINE);
    await running.samtid.expireOffers();

    expect(await takenOf(personId)).toEqual([]);
    await mailsTo(`tolk-${own}`, 2);
  });
});

describe("consent", () => {
  test("that does not cover a further party: nothing is booked until its date is given, which then covers them", async () => {
    const personId = await interpreter();
    const without = { ...plan([optional(personId)]), startAt: AT, secrecyConsentOn: null };

    expect(pointersOf(await fk.post("/meetings", without))).toEqual([
      422,
      ["/secrecyConsentOn consent_missing"],
    ]);
    expect(pointersOf(await fk.post("/meetings", { ...without, secrecyConsentOn: "2026-03-03" }))).toEqual([
      422,
      ["/secrecyConsentOn in_the_future"],
    ]);
    expect(await takenOf(people.fk[own]!)).toEqual([]);
    expect((await fk.post("/meetings", { ...without, secrecyConsentOn: "2026-03-01" })).status).toBe(201);
    const { body: record } = await fk.get(`/cases/${people.cases[own]}`);
    expect(record.consentedPartyIds).toEqual([personId]);
    expect((await fk.post("/meetings", { ...without, startAt: TIMES[1] })).status).toBe(201);
  });
});

describe("a specialist beside the agencies' handläggare", () => {
  test("is taken like them, reads the meeting, and represents nobody", async () => {
    const specialist = people.af[own + 1]!;
    const { status, body } = await book([binding(specialist)]);

    expect(status).toBe(201);
    expect(await takenOf(specialist)).toEqual([`meeting ${AT}`]);
    const own1 = await running.signedIn("arbetsformedlingen", `af-${own + 1}`);
    expect((await own1.get(`/meetings/${body.id}`)).body.participants.at(-1)).toMatchObject({
      isMe: true,
      isFurther: true,
      title: "arbetsformedlare",
      external: null,
    });
    const pool = [sides()[0], { organisationId: "arbetsformedlingen", pool: { lan: "Uppsala län" } }];
    const { times } = await search([binding(specialist)], { sides: pool });
    const colleagues = times.flatMap(
      ({ handlaggare }: { handlaggare: { personId: string }[] }) => handlaggare,
    );
    expect(colleagues.map(({ personId }: { personId: string }) => personId)).not.toContain(specialist);
  });
});

import { sql } from "kysely";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { ApiBrowser } from "../../support/api-browser.ts";
import { createBookedTime } from "../../support/booked-time.ts";
import { bookMeeting } from "../../support/book-meeting.ts";
import { eventually } from "../../support/eventually.ts";
import { startSamtid, type RunningSamtid } from "../../support/running-samtid.ts";
import { insertSamplePeople, type SamplePeople } from "../../support/sample-people.ts";

const now = new Date("2026-03-02T08:00:00Z");
const MONDAY = "2026-03-16T09:00:00.000Z";
const TUESDAY = "2026-03-17T09:00:00.000Z";
const WEDNESDAY = "2026-03-18T09:00:00.000Z";
/** Each test has a handläggare who leaves, two colleagues and one of the other agency, and three cases, of its own. */
const TESTS = 12;

let running: RunningSamtid;
let people: SamplePeople;
let own = -3;
let fk: ApiBrowser;
let chef: ApiBrowser;

beforeAll(async () => {
  running = await startSamtid({
    clock: { now: () => now },
    prepare: async (samtid) => {
      people = await insertSamplePeople(samtid, { handlaggare: 3 * TESTS + 1, individuals: 3 * TESTS });
      await sql`update handlaggare set leads_office = true where person_id = ${people.fk.at(-1)}`.execute(
        samtid.database.query(),
      );
    },
  });
});
beforeEach(async () => {
  own += 3;
  fk = await running.signedIn("forsakringskassan", `fk-${own}`);
  chef = await running.signedIn("forsakringskassan", `fk-${3 * TESTS}`);
});
afterAll(() => running?.stop());

const db = () => running.samtid.database.query();
const leaver = () => people.fk[own]!;
const colleague = (index = 1) => people.fk[own + index]!;
const book = (startAt: string, index = 0) =>
  bookMeeting(fk, people, { startAt, pair: own, caseIndex: own + index });
const busy = (personId: string, startAt: string) =>
  sql`insert into absence (handlaggare_id, during) values
    (${personId}, tstzrange(${startAt}, ${startAt}::timestamptz + interval '1 hour'))`.execute(db());
const offerPlan = (index = 0) => ({
  caseId: people.cases[own + index],
  type: "gemensam_kartlaggning",
  durationMinutes: 60,
  mode: "video",
  place: null,
  handlaggare: [
    { organisationId: "forsakringskassan", personId: leaver() },
    { organisationId: "arbetsformedlingen", personId: people.af[own] },
  ],
  talkedWithIndividual: true,
  decisionCommunicatedOn: null,
  secrecyConsentOn: null,
});
const preview = async (more: object = {}, browser = chef) => {
  const asked = { personId: leaver(), toPersonIds: [colleague(1), colleague(2)], ofMeetingId: null, ...more };
  return browser.post("/hand-over-previews", asked);
};
const handOver = (items: [string, string][], browser = chef, disqualifiedOfMeetingId: string | null = null) =>
  browser.post("/hand-overs", {
    personId: leaver(),
    disqualifiedOfMeetingId,
    items: items.map(([meetingId, toPersonId]) => ({ meetingId, toPersonId })),
  });
const outcomes = async (answer: ReturnType<typeof handOver>) =>
  (await answer).body.items.map(({ outcome }: { outcome: string }) => outcome);
const read = async (meetingId: string) => (await running.samtid.repositories.meetings.find(meetingId))!;
const comesTo = async (meetingId: string, personId: string) =>
  (await read(meetingId)).participants.some((participant) => participant.personId === personId);
const takenOf = async (personId: string) => {
  const { rows } = await sql<{ at: Date }>`select lower(during) as at from occupancy
    where person_id = ${personId} order by 1`.execute(db());
  return rows.map(({ at }) => at.toISOString());
};
const mailsTo = (recipient: string, count: number) =>
  eventually(async () => {
    const mails = (await running.catcher.list()).filter(({ to }) => to.includes(`${recipient}@example.test`));
    expect(mails).toHaveLength(count);
    return mails;
  });

describe("handing over all meetings of somebody who leaves", () => {
  test("shows who is free for which, and others where none of those asked is; whom it is with is not shown", async () => {
    const ids = [await book(MONDAY), await book(TUESDAY, 1), await book(WEDNESDAY, 2)];
    await busy(colleague(2), MONDAY);
    await Promise.all([1, 2].map((index) => busy(colleague(index), TUESDAY)));
    const { status, body } = await preview();

    expect(status).toBe(200);
    expect(body.items.map(({ meetingId }: { meetingId: string }) => meetingId)).toEqual(ids);
    expect(body.items.map(({ freeIds }: { freeIds: string[] }) => freeIds)).toEqual([
      [colleague(1)],
      [],
      [colleague(1), colleague(2)],
    ]);
    expect(body.items[0].others).toEqual([]);
    expect(body.items[1].others).toHaveLength(3);
    expect(body.items[0].mayMove).toBe(false);
    expect(JSON.stringify(body)).not.toMatch(/Individ Nummer/);
  });

  test("hands over what can be, says which collide, and tells those who come and go alone", async () => {
    const ids = [await book(MONDAY), await book(TUESDAY, 1)];
    await Promise.all([mailsTo(`fk-${own}`, 2), mailsTo(`individual-${own}`, 1)]);
    await busy(colleague(1), TUESDAY);

    expect(
      await outcomes(
        handOver([
          [ids[0]!, colleague(1)],
          [ids[1]!, colleague(1)],
        ]),
      ),
    ).toEqual(["handed_over", "collides"]);
    expect(await comesTo(ids[0]!, colleague(1))).toBe(true);
    expect(await comesTo(ids[1]!, leaver())).toBe(true);
    expect(await takenOf(leaver())).toEqual([TUESDAY]);
    expect(await takenOf(colleague(1))).toEqual([MONDAY]);
    await mailsTo(`fk-${own + 1}`, 1);
    await mailsTo(`fk-${own}`, 3);
    await mailsTo(`individual-${own}`, 1);
    expect(await outcomes(handOver([[ids[1]!, colleague(2)]]))).toEqual(["handed_over"]);
  });

  test("twice, after each other and at once, does it once and says the same", async () => {
    const ids = [await book(MONDAY), await book(TUESDAY, 1)];
    const items = ids.map((id): [string, string] => [id, colleague(1)]);
    const all = await Promise.all([
      outcomes(handOver(items)),
      outcomes(handOver(items)),
      outcomes(handOver(items)),
    ]);
    all.push(await outcomes(handOver(items)));

    for (const each of all) expect(each).toEqual(["handed_over", "handed_over"]);
    await mailsTo(`fk-${own + 1}`, 2);
    expect((await read(ids[0]!)).formerParticipants).toHaveLength(1);
    expect(await createBookedTime(running.samtid).doubleBookings()).toBe(0);
  });

  test("takes offers and drafts along: what was held is held for the colleague, who is told or asked", async () => {
    const { body: offer } = await fk.post("/meeting-offers", {
      ...offerPlan(),
      times: [MONDAY, TUESDAY],
      answerBy: "2026-03-12T11:00:00.000Z",
    });
    await mailsTo(`fk-${own}`, 1);
    await busy(colleague(2), TUESDAY);
    expect((await preview()).body.items[0].freeIds).toEqual([colleague(1)]);

    expect(await outcomes(handOver([[offer.id, colleague(2)]]))).toEqual(["collides"]);
    expect(await outcomes(handOver([[offer.id, colleague(1)]]))).toEqual(["handed_over"]);
    expect(await takenOf(colleague(1))).toEqual([MONDAY, TUESDAY]);
    expect(await takenOf(leaver())).toEqual([]);
    const [told] = await mailsTo(`fk-${own + 1}`, 1);
    expect(told!.subject).toMatch(/^Tider för möte/);
    const mails = await mailsTo(`fk-${own}`, 2);
    expect(mails.every(({ calendar }) => calendar === null || calendar === undefined)).toBe(true);
    const { heldTimes } = await read(offer.id);
    await running.samtid.chooseTime(await actorOf(colleague(1)), {
      meetingId: offer.id,
      heldTimeId: heldTimes[1]!.id,
    });
    expect(await takenOf(colleague(1))).toEqual([TUESDAY]);
  });

  test("of a draft that needs their word: the colleague is asked for it, and can give it", async () => {
    await sql`update office set confirms_meetings = true where organisation_id = 'forsakringskassan'`.execute(
      db(),
    );
    const af = await running.signedIn("arbetsformedlingen", `af-${own}`);
    await sql`update cooperation_case set owner_organisation_id = 'arbetsformedlingen'
      where id = ${people.cases[own]}`.execute(db());
    const { body: draft } = await af.post("/meetings", { ...offerPlan(), startAt: MONDAY });
    await sql`update office set confirms_meetings = false`.execute(db());
    expect(draft.status).toBe("draft");
    await mailsTo(`fk-${own}`, 1);

    expect(await outcomes(handOver([[draft.id, colleague(1)]]))).toEqual(["handed_over"]);
    const [asked] = await mailsTo(`fk-${own + 1}`, 1);
    expect(asked!.subject).toMatch(/^Bekräfta möte/);
    const other = await running.signedIn("forsakringskassan", `fk-${own + 1}`);
    const { revision } = await read(draft.id);
    const confirmed = await other.post(
      `/meetings/${draft.id}/confirmations`,
      {},
      { "if-match": `"${revision}"` },
    );
    expect([confirmed.status, confirmed.body.status]).toEqual([200, "booked"]);
    expect(await takenOf(colleague(1))).toEqual([MONDAY]);
  });

  test("is done by themselves or who leads their office, to colleagues of the same agency", async () => {
    const id = await book(MONDAY);
    const stranger = await running.signedIn("forsakringskassan", `fk-${own + 2}`);
    const af = await running.signedIn("arbetsformedlingen", `af-${own}`);

    for (const browser of [stranger, af]) {
      expect((await preview({}, browser)).status).toBe(404);
      expect((await handOver([[id, colleague(1)]], browser)).status).toBe(404);
    }
    expect(await outcomes(handOver([[id, people.af[own + 1]!]]))).toEqual(["refused"]);
    const people_ = async (browser: ApiBrowser) =>
      (await browser.get("/hand-over-people")).body.items.map(
        ({ personId }: { personId: string }) => personId,
      );
    expect(await people_(fk)).toEqual([leaver()]);
    expect(await people_(chef)).toContain(leaver());
    await sql`update handlaggare set active = false where person_id = ${leaver()}`.execute(db());
    expect(await outcomes(handOver([[id, colleague(1)]]))).toEqual(["handed_over"]);
  });
});

describe("handing over since one is disqualified", () => {
  test("takes the meetings of the case, and from then on one neither sees it nor can be picked for it", async () => {
    const id = await book(MONDAY);
    const elsewhere = await book(TUESDAY, 1);
    const caseId = people.cases[own];
    await sql`insert into case_assignment values (${caseId}, ${leaver()})`.execute(db());
    expect((await preview({ ofMeetingId: id }, fk)).body.items).toHaveLength(1);
    expect(await outcomes(handOver([[id, colleague(1)]], fk, id))).toEqual(["handed_over"]);

    expect((await fk.get(`/cases/${caseId}`)).status).toBe(404);
    expect((await fk.get(`/meetings/${id}`)).status).toBe(404);
    expect((await fk.get(`/meetings/${elsewhere}`)).status).toBe(200);
    const found = await fk.post("/case-searches", { text: "Individ" });
    expect(found.body.items.map((each: { id: string }) => each.id)).not.toContain(caseId);
    const other = await running.signedIn("forsakringskassan", `fk-${own + 1}`);
    const refused = await other.post("/meetings", { ...offerPlan(), startAt: WEDNESDAY });
    expect(refused.body.errors).toMatchObject([{ pointer: "/handlaggare/0/personId", code: "disqualified" }]);
    const { id: participantId } = (await read(id)).participants.find(
      (each) => each.personId === colleague(1),
    )!;
    const { body: standIns } = await other.get(`/meetings/${id}/stand-ins?participantId=${participantId}`);
    expect(standIns.items.map((each: { personId: string }) => each.personId)).not.toContain(leaver());
    const search = await other.post("/free-time-searches", {
      ...{
        caseId,
        type: "gemensam_kartlaggning",
        durationMinutes: 60,
        fromOn: "2026-03-18",
        toOn: "2026-03-18",
      },
      sides: [
        { organisationId: "forsakringskassan", handlaggareIds: [leaver()] },
        { organisationId: "arbetsformedlingen", handlaggareIds: [people.af[own]] },
      ],
    });
    expect(search.body.errors).toMatchObject([
      { pointer: "/sides/0/handlaggareIds", code: "unknown_handlaggare" },
    ]);
    expect((await running.samtid.repositories.cases.find(caseId!))!.assignedHandlaggareIds).toContain(
      colleague(1),
    );
  });

  test("when nobody is free then: they don't see the meeting all the same, and it can be handed over later", async () => {
    const id = await book(MONDAY);
    await busy(colleague(1), MONDAY);
    expect(await outcomes(handOver([[id, colleague(1)]], chef, id))).toEqual(["collides"]);

    expect((await fk.get(`/meetings/${id}`)).status).toBe(404);
    expect((await fk.get("/meetings")).body.items).toEqual([]);
    expect((await preview({ ofMeetingId: id })).body.items[0].freeIds).toEqual([colleague(2)]);
    expect(await outcomes(handOver([[id, colleague(2)]], chef, id))).toEqual(["handed_over"]);
  });

  test("when nobody has taken it over yet: they are told nothing more of it, and the office sees that it has no handläggare", async () => {
    const id = await book(MONDAY);
    await mailsTo(`fk-${own}`, 1);
    expect(await outcomes(handOver([], fk, id))).toEqual([]);
    const waiting = async () =>
      (await chef.get("/drafts")).body.items.filter((each: { meetingId: string }) => each.meetingId === id);
    expect(await waiting()).toMatchObject([{ state: "disqualified", disqualifiedId: leaver() }]);

    const af = await running.signedIn("arbetsformedlingen", `af-${own}`);
    const { revision } = await read(id);
    const moved = await af.post(
      `/meetings/${id}/cancellations`,
      { reason: "arbetsformedlingen" },
      { "if-match": `"${revision}"` },
    );
    expect(moved.status).toBe(200);
    await mailsTo(`af-${own}`, 2);
    await mailsTo(`individual-${own}`, 2);
    await mailsTo(`fk-${own}`, 1);
    expect(await waiting()).toEqual([]);
  });

  test("can be lifted by who leads the office, who says why, and by nobody else", async () => {
    const id = await book(MONDAY);
    await handOver([[id, colleague(1)]], fk, id);
    const caseId = people.cases[own]!;
    const listed = async (browser: ApiBrowser) =>
      (await browser.get("/disqualifications")).body.items.filter(
        (each: { personId: string }) => each.personId === leaver(),
      );
    expect(await listed(fk)).toEqual([]);
    expect(await listed(chef)).toMatchObject([{ caseId, references: [(await read(id)).reference] }]);
    const lift = (browser: ApiBrowser, reason = "Ärendet gällde någon annan med samma namn.") =>
      browser.post("/disqualification-lifts", { caseId, personId: leaver(), reason });
    expect((await lift(fk)).status).toBe(404);
    expect((await lift(chef, "")).status).toBe(422);
    expect((await lift(chef)).status).toBe(200);

    expect(await listed(chef)).toEqual([]);
    expect((await fk.get(`/cases/${caseId}`)).status).toBe(200);
    expect((await lift(chef)).status).toBe(404);
    const { rows } = await sql<{ reason: string; by: string }>`select reason, lifted_by as by
      from lifted_disqualification where case_id = ${caseId}`.execute(db());
    expect(rows).toEqual([{ reason: "Ärendet gällde någon annan med samma namn.", by: people.fk.at(-1) }]);
  });
});

test("assigned cases without a meeting to come go to a colleague, those with one stay, and once is enough", async () => {
  const kept = await book(MONDAY);
  const [withMeeting, first, second] = [0, 1, 2].map((index) => people.cases[own + index]!);
  for (const caseId of [withMeeting, first, second])
    await sql`insert into case_assignment values (${caseId}, ${leaver()})`.execute(db());
  await sql`insert into case_assignment values (${second}, ${colleague(2)})`.execute(db());
  const countOf = async () =>
    (await chef.get("/hand-over-people")).body.items.find(
      (each: { personId: string }) => each.personId === leaver(),
    ).casesWithoutMeetings;
  const assigned = async (caseId?: string) =>
    (await running.samtid.repositories.cases.find(caseId!))!.assignedHandlaggareIds;
  const give = async (casesToPersonId: string) =>
    chef.post("/hand-overs", {
      personId: leaver(),
      disqualifiedOfMeetingId: null,
      items: [],
      casesToPersonId,
    });
  expect(await countOf()).toBe(2);
  expect((await give(people.af[own]!)).status).toBe(422);
  expect((await give(colleague(1))).body.cases).toBe(2);
  expect((await give(colleague(1))).body.cases).toBe(0);

  expect(await countOf()).toBe(0);
  expect(await assigned(withMeeting)).toEqual([leaver()]);
  expect(await assigned(first)).toEqual([colleague(1)]);
  expect(await assigned(second)).toEqual([colleague(2)]);
  expect(await comesTo(kept, leaver())).toBe(true);
});

async function actorOf(personId: string) {
  const [found] = await running.samtid.repositories.people.findHandlaggare([personId]);
  const { organisationId, officeId, role } = found!;
  return { kind: "staff", personId, organisationId, officeId, role } as const;
}

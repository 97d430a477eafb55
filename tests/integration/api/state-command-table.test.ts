import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { compose, type Samtid } from "../../../server/compose.ts";
import type { StaffActor } from "../../../server/identity/actor.ts";
import { allows, type MeetingCommand } from "../../../server/meetings/life-cycle.ts";
import { individualOf } from "../../../server/meetings/meeting-participants.ts";
import type { MeetingRecord } from "../../../server/meetings/meeting-record.ts";
import type { BookMeeting, OfferMeeting, OpenMeeting } from "../../../server/meetings/meetings.contract.ts";
import { readConfig } from "../../../server/platform/config.ts";
import { createLogger } from "../../../server/platform/logger.ts";
import { startServer } from "../../../server/start-server.ts";
import { createApiBrowser, type ApiAnswer, type ApiBrowser } from "../../support/api-browser.ts";
import { createTestDatabase, type TestDatabase } from "../../support/database.ts";
import { freePort } from "../../support/free-port.ts";
import { openInvitation } from "../../support/invited-browser.ts";
import { offerOf } from "../../support/offer-meeting.ts";
import { insertSamplePeople, type SamplePeople } from "../../support/sample-people.ts";

/** A Monday, nine o'clock in Sweden. */
const START = "2026-03-02T08:00:00Z";
const TIMES = ["2026-03-17T09:00:00.000Z", "2026-03-18T09:00:00.000Z"];
const OTHER_TIME = "2026-03-24T09:00:00.000Z";
const ANSWER_BY = "2026-03-12T12:00:00.000Z";
const MOMENTS = {
  atOnce: START,
  /** Three working days have passed for the agency, and more. */
  afterConfirmBy: "2026-03-06T08:00:00Z",
  afterAnswerBy: "2026-03-13T08:00:00Z",
  begun: "2026-03-17T09:10:00Z",
  over: "2026-03-17T10:30:00Z",
} as const;
type Moment = keyof typeof MOMENTS;
/** Each meeting has handläggare of its own: one at each agency who takes part, one beside them, one to come. */
const MEETINGS = 66;

let now = new Date(START);
let database: TestDatabase;
let dataDir: string;
let samtid: Samtid;
let server: { close(): Promise<unknown> };
let people: SamplePeople;
let used = 0;

beforeAll(async () => {
  database = await createTestDatabase();
  dataDir = await mkdtemp(join(tmpdir(), "samtid-table-"));
  const config = readConfig({ NODE_ENV: "test", PORT: String(await freePort()), DATA_DIR: dataDir });
  samtid = compose({
    config,
    databaseUrl: database.url,
    clock: { now: () => now },
    logger: createLogger("silent"),
  });
  people = await insertSamplePeople(samtid, { handlaggare: 3 * MEETINGS, individuals: MEETINGS });
  server = await startServer(samtid);
});
afterAll(async () => {
  await server?.close();
  await samtid?.database.close();
  await database?.drop();
  await rm(dataDir, { recursive: true, force: true });
});

/** The handläggare of a meeting, and how it stood when it had been brought into its state. */
interface Made {
  readonly nth: number;
  readonly meeting: MeetingRecord;
}

const actorOf = async (personId: string): Promise<StaffActor> => {
  const [found] = await samtid.repositories.people.findHandlaggare([personId]);
  const { organisationId, officeId, role } = found!;
  return { kind: "staff", personId, organisationId, officeId, role };
};
const read = async (id: string) => (await samtid.repositories.meetings.find(id))!;

type Way = "fixed" | "offer" | "opening";
const WAYS = {
  fixed: { startAt: TIMES[0]! },
  offer: { times: TIMES, answerBy: ANSWER_BY },
  opening: { opening: { fromOn: "2026-03-16", untilOn: "2026-03-27" }, answerBy: ANSWER_BY },
} as const;

/** Makes a meeting and does with it what its state asks for. */
function making(
  way: Way,
  { needsWord = false, then = async () => undefined }: { needsWord?: boolean; then?: Play } = {},
) {
  return async (): Promise<Made> => {
    now = new Date(START);
    const nth = used++;
    const fk = await actorOf(people.fk[nth]!);
    await sql`update office set confirms_meetings = ${needsWord} where organisation_id = 'arbetsformedlingen'`.execute(
      samtid.database.query(),
    );
    const {
      times: _times,
      answerBy: _answerBy,
      ...plan
    } = offerOf(people, { times: [], answerBy: "", pair: nth, caseIndex: nth });
    const participants = [{ personId: people.fk[nth + MEETINGS]!, attendance: "binding" }];
    const command = { ...plan, participants, ...WAYS[way] } as BookMeeting | OfferMeeting | OpenMeeting;
    const id = await samtid.bookMeeting(fk, command);
    await then(fk, await read(id));
    return { nth, meeting: await read(id) };
  };
}
type Play = (fk: StaffActor, meeting: MeetingRecord) => Promise<unknown>;
const seen = ({ id, revision }: MeetingRecord) => ({ meetingId: id, revision });
const choose: Play = (fk, meeting) =>
  samtid.chooseTime(fk, { meetingId: meeting.id, heldTimeId: meeting.heldTimes[0]!.id });
const close =
  (held: boolean): Play =>
  async (fk, meeting) => {
    await choose(fk, meeting);
    now = new Date(MOMENTS.over);
    const outcome = { held, reason: held ? null : ("did_not_come" as const) };
    await samtid.recordOutcome(fk, seen(await read(meeting.id)), outcome);
  };

/** Every state a meeting can be brought into, and every deadline that can have passed it by. */
const STATES: Record<string, { make: () => Promise<Made>; moment: Moment }> = {
  "a draft": { make: making("fixed", { needsWord: true }), moment: "atOnce" },
  "a draft of an offer": { make: making("offer", { needsWord: true }), moment: "atOnce" },
  "a draft nobody has answered in time": {
    make: making("fixed", { needsWord: true }),
    moment: "afterConfirmBy",
  },
  "a rejected draft": {
    make: making("fixed", {
      needsWord: true,
      then: async (_, meeting) => {
        const af = await actorOf(people.af[people.fk.indexOf(meeting.createdBy)]!);
        await samtid.settleDraft.reject(af, seen(meeting), { reason: "time" });
      },
    }),
    moment: "atOnce",
  },
  offered: { make: making("offer"), moment: "atOnce" },
  "offered, and not answered in time": { make: making("offer"), moment: "afterAnswerBy" },
  "an offer taken back": {
    make: making("offer", { then: (fk, meeting) => samtid.withdrawOffer(fk, seen(meeting)) }),
    moment: "atOnce",
  },
  "open for picking": { make: making("opening"), moment: "atOnce" },
  "open for picking, and not picked in time": { make: making("opening"), moment: "afterAnswerBy" },
  booked: { make: making("fixed"), moment: "atOnce" },
  "booked by choosing": { make: making("offer", { then: choose }), moment: "atOnce" },
  "booked by picking": {
    make: making("opening", {
      then: (fk, { id }) => samtid.pickTime(fk, { meetingId: id, startAt: new Date(TIMES[0]!) }),
    }),
    moment: "atOnce",
  },
  begun: { make: making("offer", { then: choose }), moment: "begun" },
  "over, and not closed": { make: making("offer", { then: choose }), moment: "over" },
  held: { make: making("offer", { then: close(true) }), moment: "over" },
  "not held": { make: making("offer", { then: close(false) }), moment: "over" },
  cancelled: {
    make: making("offer", {
      then: async (fk, meeting) => {
        await choose(fk, meeting);
        await samtid.cancelMeeting(fk, seen(await read(meeting.id)), { reason: "individual" });
      },
    }),
    moment: "atOnce",
  },
};

const WISH = { weekdays: [], partsOfDay: ["morning"], earliestOn: null, text: null };
type Who = "fk" | "af" | "invited";

/** Each command's operations: by whom, where, with what, and the command of the life cycle that it is. */
const OPERATIONS: Record<
  string,
  { command: MeetingCommand; who: Who; path: string; body: (made: Made) => object }
> = {
  confirm: { command: "confirm", who: "af", path: "confirmations", body: () => ({}) },
  reject: { command: "reject", who: "af", path: "rejections", body: () => ({ reason: "time" }) },
  "take a draft back": { command: "retract", who: "fk", path: "draft-withdrawals", body: () => ({}) },
  "take an offer back": { command: "withdraw", who: "fk", path: "offer-withdrawals", body: () => ({}) },
  choose: {
    command: "choose",
    who: "invited",
    path: "/invitation/choices",
    body: ({ meeting }) => ({ heldTimeId: lastTimeOf(meeting) }),
  },
  "record a choice": {
    command: "choose",
    who: "fk",
    path: "choices",
    body: ({ meeting }) => ({ heldTimeId: lastTimeOf(meeting) }),
  },
  pick: {
    command: "choose",
    who: "invited",
    path: "/invitation/bookings",
    body: () => ({ startAt: TIMES[1] }),
  },
  "record a pick": { command: "choose", who: "fk", path: "bookings", body: () => ({ startAt: TIMES[1] }) },
  move: {
    command: "move",
    who: "fk",
    path: "moves",
    body: () => ({
      startAt: OTHER_TIME,
      durationMinutes: 60,
      mode: "video",
      place: null,
      loosen: ["notice"],
      shortNotice: { reason: "persons_wish", text: null },
    }),
  },
  cancel: { command: "cancel", who: "af", path: "cancellations", body: () => ({ reason: "individual" }) },
  swap: {
    command: "swap",
    who: "fk",
    path: "swaps",
    body: ({ nth, meeting }) => ({
      participantId: meeting.participants.find(({ personId }) => personId === people.af[nth])!.id,
      personId: people.af[nth + MEETINGS],
    }),
  },
  "ask one more": {
    command: "invite",
    who: "fk",
    path: "participants",
    body: ({ nth }) => ({
      personId: people.fk[nth + 2 * MEETINGS],
      attendance: "binding",
      secrecyConsentOn: null,
    }),
  },
  "let one off": {
    command: "invite",
    who: "fk",
    path: "participant-releases",
    body: ({ meeting }) => ({ participantId: meeting.participants.find(({ isFurther }) => isFurther)!.id }),
  },
  answer: {
    command: "answer",
    who: "invited",
    path: "/invitation/answers",
    body: ({ meeting }) => ({
      timeVersion: meeting.timeVersion,
      given: { answer: "other-time", wish: WISH },
    }),
  },
  "record an answer": {
    command: "answer",
    who: "fk",
    path: "answers",
    body: ({ meeting }) => ({
      participantId: individualOf(meeting).id,
      timeVersion: meeting.timeVersion,
      given: { answer: "other-time", wish: WISH },
    }),
  },
  "record the outcome": {
    command: "close",
    who: "fk",
    path: "outcomes",
    body: () => ({ held: true, reason: null }),
  },
};

/** Of a meeting without times to choose among, none of these is a time of its. */
const lastTimeOf = ({ id, opening, heldTimes }: MeetingRecord) =>
  opening ? id : (heldTimes.at(-1)?.id ?? id);

async function browserOf(who: Who, { nth, meeting }: Made): Promise<ApiBrowser> {
  const origin = samtid.config.PUBLIC_URL;
  if (who === "invited") return openInvitation(samtid, origin, meeting.id);
  const browser = createApiBrowser(origin);
  await browser.signIn(who === "fk" ? "forsakringskassan" : "arbetsformedlingen", `${who}-${nth}`);
  return browser;
}

async function ask(name: string, made: Made, browsers: Map<Who, ApiBrowser>): Promise<ApiAnswer> {
  const { who, path, body } = OPERATIONS[name]!;
  const browser = browsers.get(who) ?? (await browserOf(who, made));
  browsers.set(who, browser);
  const { id, revision } = made.meeting;
  return browser.post(path.startsWith("/") ? path : `/meetings/${id}/${path}`, body(made), {
    "if-match": `"${revision}"`,
  });
}

/** All that a command could have changed. */
async function traceOf(meetingId: string): Promise<unknown> {
  const { rows } = await sql`
    select m.status, m.revision, m.time_version, m.starts_at,
      (select jsonb_agg(to_jsonb(p) order by p.id) from participant p where p.meeting_id = m.id) as participants,
      (select jsonb_agg(jsonb_build_array(id, state) order by id) from held_time where meeting_id = m.id) as held_times,
      (select jsonb_agg(jsonb_build_array(id, kind, state) order by id) from message where meeting_id = m.id) as messages,
      (select count(*) from event_log where meeting_id = m.id) as events,
      (select count(*) from answer a join participant p on p.id = a.participant_id where p.meeting_id = m.id) as answers,
      (select count(*) from outcome where meeting_id = m.id) as outcomes,
      (select jsonb_agg(to_jsonb(o) order by o.person_id, o.during) from occupancy o where o.meeting_id = m.id
        or o.held_time_id in (select id from held_time where meeting_id = m.id)) as occupancy
    from meeting m where m.id = ${meetingId}`.execute(samtid.database.query());
  return rows[0];
}

/** What an operation that is no use is refused with: the state forbids it, the deadline has passed, or there is no such thing. */
function refusalOf(name: string, { meeting }: Made): readonly [number, string] {
  const isChoosing = name === "choose" || name === "record a choice";
  const isPicking = name === "pick" || name === "record a pick";
  if (isChoosing && (meeting.opening || meeting.heldTimes.length === 0)) return [404, "not_found"];
  if (isPicking && !meeting.opening) return [404, "not_found"];
  if ((isChoosing || isPicking) && allows(meeting, "expire", now) && meeting.status === "offered")
    return [410, "offer_expired"];
  return [409, "wrong_state"];
}

function isPossible(name: string, { meeting }: Made): boolean {
  const isOther = meeting.opening
    ? ["choose", "record a choice"].includes(name)
    : ["pick", "record a pick"].includes(name);
  return !isOther && allows(meeting, OPERATIONS[name]!.command, now);
}

describe.each(Object.entries(STATES))("a meeting that is %s", (state, { make, moment }) => {
  const browsers = new Map<Who, ApiBrowser>();
  let refusing: Made;
  beforeAll(async () => {
    refusing = await make();
  });

  test.each(Object.keys(OPERATIONS))("%s: as the life cycle says", async (name) => {
    now = new Date(MOMENTS[moment]);
    if (OPERATIONS[name]!.who === "invited" && !(await hasLink(refusing))) return;
    const possible = isPossible(name, refusing);
    const made = possible ? await make() : refusing;
    now = new Date(MOMENTS[moment]);
    const before = await traceOf(made.meeting.id);

    const { status, body } = await ask(name, made, possible ? new Map() : browsers);

    const said = { status, code: status < 300 ? undefined : body.code, violations: body.errors };
    if (possible) {
      expect(said, `${name} of a meeting that is ${state}`).toMatchObject({ status: 200 });
      expect((await read(made.meeting.id)).revision).toBeGreaterThan(made.meeting.revision);
    } else {
      const [expected, code] = refusalOf(name, made);
      expect(said, `${name} of a meeting that is ${state}`).toMatchObject({ status: expected, code });
      expect(await traceOf(made.meeting.id), "nothing is changed").toEqual(before);
    }
  });
});

/** Nobody has told the individual of a draft: they have no way in. */
async function hasLink({ meeting }: Made): Promise<boolean> {
  return (await samtid.repositories.links.tokenFor(individualOf(meeting).id)) !== undefined;
}

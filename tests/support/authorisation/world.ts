import { sql } from "kysely";
import type { Samtid } from "../../../server/compose.ts";
import { createApiBrowser, type ApiBrowser } from "../api-browser.ts";
import { openInvitation } from "../invited-browser.ts";
import { offerOf } from "../offer-meeting.ts";
import { registerExternal } from "../register-external.ts";
import { insertSamplePeople, samplePersonnummer, type SamplePeople } from "../sample-people.ts";
import type { ServedSamtid } from "../served-samtid.ts";

/** A Monday morning in Sweden; the world stands still. */
export const NOW = new Date("2026-03-02T08:00:00Z");

/** What there is to be kept from those whom it is no business of: a case, and a meeting in each state. */
export interface Target {
  readonly caseId: string;
  readonly individualName: string;
  readonly booked: string;
  /** Like `booked`, but what is done to it may ruin it. */
  readonly expendable: string;
  readonly draft: string;
  readonly offered: string;
  readonly opened: string;
  readonly startAt: string;
}

/** Whoever asks, in a browser of their own; `target` is what they ask about. */
export interface Actor {
  readonly browser: ApiBrowser;
  /** Where a link leads to one meeting only: the browsers that have opened those to the others. */
  readonly links?: Readonly<Record<string, ApiBrowser>>;
  readonly target: Target;
  /** Run before each request: an expired session is ended by the first. */
  readonly again?: () => Promise<unknown>;
}

/** Everybody and everything the matrix is about. */
export interface World {
  readonly served: ServedSamtid;
  readonly people: SamplePeople;
  readonly offices: { readonly own: string; readonly else: string; readonly other: string };
  /** An interpreter whom Försäkringskassan has registered; takes part in every meeting. */
  readonly interpreterId: string;
  /** By the matrix' column. */
  readonly actors: ReadonlyMap<string, Actor>;
  readonly charge: ApiBrowser;
}

/** Försäkringskassan's handläggare by index; `fk-0` booked the meetings and takes part in them. */
export const FK = {
  charge: 0,
  office: 1,
  chef: 2,
  chefElse: 3,
  admin: 4,
  jav: 5,
  near: 6,
  standIn: 7,
  barred: 8,
  auditor: 9,
};
const AF = { in: 0, out: 1, admin: 2 };
const DAYS = { booked: 16, expendable: 17, draft: 18, offered: 19, opened: 20 };

/** Fills the database and signs everybody in. Försäkringskassan has two offices, and leads and administers both. */
export async function createWorld(served: ServedSamtid): Promise<World> {
  const { samtid, origin } = served;
  const people = await insertSamplePeople(samtid, { handlaggare: 10, individuals: 3 });
  const offices = await appoint(samtid, people);
  const staff = async (organisationId: string, subject: string) => {
    const browser = createApiBrowser(origin);
    await browser.signIn(organisationId, subject);
    return browser;
  };
  const fk = (index: number) => staff("forsakringskassan", `fk-${index}`);
  const af = (index: number) => staff("arbetsformedlingen", `af-${index}`);
  const charge = await fk(FK.charge);
  const interpreterId = await registerExternal(charge, "tolk");
  const booking = { charge, people, samtid, interpreterId };
  const target = await createTarget(booking, 0);
  const elsewhere = await createTarget(booking, 1);
  await protect(samtid, people, 2);
  const hidden = await createTarget(booking, 2);
  await bar(samtid, target.caseId, people.fk[FK.jav]!);
  const by = async (about: Target, role: string) => {
    const open = (meetingId: string) => openAs(served, meetingId, role);
    return {
      browser: await open(about.booked),
      links: { offered: await open(about.offered), opened: await open(about.opened) },
      target,
    };
  };
  const expired = await fk(FK.charge);
  const again = await expire(samtid, expired);
  const eid = async (index: number) => {
    const browser = createApiBrowser(origin);
    await browser.signInWithEid(samplePersonnummer(index));
    return browser;
  };
  const actors = new Map<string, Actor>([
    ["charge", { browser: charge, target }],
    ["office", { browser: await fk(FK.office), target }],
    ["other-in", { browser: await af(AF.in), target }],
    ["other-out", { browser: await af(AF.out), target }],
    ["chef", { browser: await fk(FK.chef), target }],
    ["chef-else", { browser: await fk(FK.chefElse), target }],
    ["admin", { browser: await fk(FK.admin), target }],
    ["admin-other", { browser: await af(AF.admin), target }],
    ["jäv", { browser: await fk(FK.jav), target }],
    ["auditor", { browser: await fk(FK.auditor), target }],
    ["eid", { browser: await eid(0), target }],
    ["eid-else", { browser: await eid(1), target }],
    ["link", await by(target, "individual")],
    ["link-else", await by(elsewhere, "individual")],
    ["repr", await by(target, "representative")],
    ["protected", { browser: await fk(FK.near), target: hidden }],
    ["out", { browser: createApiBrowser(origin), target }],
    ["expired", { browser: expired, target, again }],
  ]);
  return { served, people, offices, interpreterId, actors, charge };
}

async function appoint(samtid: Samtid, people: SamplePeople): Promise<World["offices"]> {
  const query = samtid.database.query();
  const [own, other] = await query
    .selectFrom("office")
    .select("id")
    .orderBy("organisation_id", "desc")
    .execute();
  const elsewhere = await query
    .insertInto("office")
    .values({
      organisation_id: "forsakringskassan",
      name: "Annat kontor",
      lan: "Uppsala län",
      address: "Lillgatan 2",
    })
    .returning("id")
    .executeTakeFirstOrThrow();
  const [fk, af] = [(index: number) => people.fk[index]!, (index: number) => people.af[index]!];
  const moved = [FK.office, FK.chefElse, FK.admin, FK.auditor].map(fk);
  await sql`update handlaggare set office_id = ${elsewhere.id} where person_id = any(${moved})`.execute(
    query,
  );
  await sql`update handlaggare set leads_office = true where person_id = any(${[FK.chef, FK.chefElse].map(fk)})`.execute(
    query,
  );
  await sql`update handlaggare set is_administrator = true, may_edit_texts = true
    where person_id = any(${[fk(FK.admin), af(AF.admin)]})`.execute(query);
  await sql`update handlaggare set is_auditor = true where person_id = ${fk(FK.auditor)}`.execute(query);
  return { own: own!.id, else: elsewhere.id, other: other!.id };
}

/** The individual becomes protected, and the case is `fk-0`'s and `af-0`'s alone. */
async function protect(samtid: Samtid, people: SamplePeople, index: number): Promise<void> {
  const query = samtid.database.query();
  const caseId = people.cases[index]!;
  await sql`update individual set protection = 'sekretessmarkering' where person_id =
    (select individual_id from cooperation_case where id = ${caseId})`.execute(query);
  for (const handlaggareId of [people.fk[FK.charge]!, people.af[AF.in]!])
    await query
      .insertInto("case_assignment")
      .values({ case_id: caseId, handlaggare_id: handlaggareId })
      .execute();
}

/** Disqualifies a handläggare from a case (jäv). Again changes nothing. */
export async function bar(samtid: Samtid, caseId: string, handlaggareId: string): Promise<void> {
  await sql`insert into disqualification (case_id, handlaggare_id, recorded_at, recorded_by)
    values (${caseId}, ${handlaggareId}, ${NOW}, ${handlaggareId}) on conflict do nothing`.execute(
    samtid.database.query(),
  );
}

async function openAs(
  { samtid, origin }: ServedSamtid,
  meetingId: string,
  role: string,
): Promise<ApiBrowser> {
  const participants = (await samtid.repositories.meetings.find(meetingId))!.participants;
  return openInvitation(samtid, origin, meetingId, participants.find((each) => each.role === role)!.id);
}

/** Twelve hours and more have passed since the session began. Gives what makes it so again. */
async function expire(samtid: Samtid, { cookies }: ApiBrowser): Promise<() => Promise<unknown>> {
  const query = samtid.database.query();
  const sid = /^s(?:%3A|:)([^.]+)\./.exec(cookies.cookie("samtid")!)![1]!;
  const { rows } = await sql<{ sess: object }>`select sess from session where sid = ${sid}`.execute(query);
  const startedAt = new Date(NOW.getTime() - 13 * 3_600_000).toISOString();
  const old = JSON.stringify({ ...rows[0]!.sess, startedAt });
  const again = () =>
    sql`insert into session (sid, sess, expire) values (${sid}, ${old}, now() + interval '1 day')
      on conflict (sid) do update set sess = excluded.sess`.execute(query);
  await again();
  return again;
}

interface Booking {
  readonly charge: ApiBrowser;
  readonly people: SamplePeople;
  readonly samtid: Samtid;
  readonly interpreterId: string;
}

async function createTarget(booking: Booking, index: number): Promise<Target> {
  const { charge, people, samtid } = booking;
  const caseId = people.cases[index]!;
  await demand(
    charge.post(`/cases/${caseId}/representatives`, {
      kind: "god_man",
      name: `Gode Man ${index}`,
      email: `ombud-${index}@example.test`,
      phone: null,
      language: "sv",
      validFrom: "2026-03-01",
      validUntil: null,
      covers: "answers_and_attends",
    }),
  );
  const hour = 8 + 2 * index;
  const at = (day: number, on = hour) => `2026-03-${day}T${String(on).padStart(2, "0")}:00:00.000Z`;
  const answerBy = "2026-03-12T11:00:00.000Z";
  const asks = { answerBy };
  const book = async (path: string, time: object) =>
    (await demand(charge.post(path, { ...planOf(booking, index), ...time }))).id as string;
  const booked = await book("/meetings", { startAt: at(DAYS.booked) });
  const expendable = await book("/meetings", { startAt: at(DAYS.expendable) });
  const offered = await book("/meeting-offers", { ...asks, times: [at(DAYS.offered), at(DAYS.offered + 4)] });
  const opened = await book("/meeting-openings", {
    ...asks,
    opening: { fromOn: "2026-03-16", untilOn: "2026-03-27" },
  });
  await confirming(samtid, true);
  const draft = await book("/meetings", { startAt: at(DAYS.draft) });
  await confirming(samtid, false);
  const individualName = `Individ Nummer${index}`;
  return { caseId, individualName, booked, expendable, draft, offered, opened, startAt: at(DAYS.booked) };
}

/** What all its meetings have in common: both agencies, who will be disqualified, and an interpreter. */
export function planOf(
  { people, interpreterId }: Pick<Booking, "people" | "interpreterId">,
  caseIndex: number,
) {
  const {
    times: _times,
    answerBy: _answerBy,
    ...plan
  } = offerOf(people, { times: [], answerBy: "", caseIndex });
  const participants = [people.fk[FK.jav]!, interpreterId].map((personId) => ({
    personId,
    attendance: "optional",
  }));
  return { ...plan, participants, secrecyConsentOn: "2026-03-01" };
}

/** Whether Arbetsförmedlingen's office is asked before anybody else hears of a meeting. */
async function confirming(samtid: Samtid, wanted: boolean): Promise<void> {
  await sql`update office set confirms_meetings = ${wanted} where organisation_id = 'arbetsformedlingen'`.execute(
    samtid.database.query(),
  );
}

/** @throws Error unless it was done. */
export async function demand(
  asked: Promise<{ status: number; body: unknown }>,
): Promise<Record<string, unknown>> {
  const { status, body } = await asked;
  if (status >= 300) throw new Error(`${status}: ${JSON.stringify(body)}`);
  return body as Record<string, unknown>;
}

import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { StaffActor } from "../../../server/identity/actor.ts";
import type { FigureValue } from "../../../server/followup/figures/figures.contract.ts";
import { bookSampleMeeting, staffActor } from "../../support/booked-meeting.ts";
import { composeSamtid, type ComposedSamtid } from "../../support/composed-samtid.ts";
import { insertSamplePeople, type SamplePeople } from "../../support/sample-people.ts";

/** Waiting at the end of January: the cases asked for, but one who has a time in February and one who had theirs taken back on the 30th. */
const CASES = 30;
const NIGHT = "2026-02-01T01:00:00Z";

let now = new Date("2026-01-12T08:00:00Z");
let composed: ComposedSamtid;
let people: SamplePeople;
let administrator: StaffActor;
let noted: readonly boolean[];
beforeAll(async () => {
  composed = await composeSamtid({ now: () => now });
  const { samtid } = composed;
  people = await insertSamplePeople(samtid, { handlaggare: 2, individuals: CASES });
  administrator = await staffActor(samtid, people);
  await run(sql`update handlaggare set is_administrator = true`);
  // The last 25 have told of their chain day: 100 on the twelfth, so 119 as the month ends; the very last is past it.
  await run(sql`update cooperation_case set created_at = '2026-01-05T08:00:00Z'`);
  await run(sql`update cooperation_case set chain_day = 100, chain_day_on = '2026-01-12'
    where id = any (${people.cases.slice(4)}::uuid[])`);
  await run(sql`update cooperation_case set chain_day = 170 where id = ${people.cases.at(-1)!}`);
  for (const caseId of people.cases.slice(0, 25)) await ask(caseId);
  await bookSampleMeeting(samtid, people, { startAt: new Date("2026-02-10T09:00:00Z") });
  await hadItTakenBack(1);
  now = new Date("2026-01-31T22:30:00Z");
  const before = await samtid.noteCapacity();
  now = new Date(NIGHT);
  noted = [before, await samtid.noteCapacity(), await samtid.noteCapacity()];
  now = new Date("2026-03-01T01:00:00Z");
  expect(await samtid.countMonths.countDue()).toBe(1);
}, 60_000);
afterAll(() => composed?.stop());

const run = <Row>(query: ReturnType<typeof sql<Row>>) => query.execute(composed.samtid.database.query());

const ask = (caseId: string) =>
  composed.samtid.database.transaction((unitOfWork) =>
    composed.samtid.followCase.requested(
      administrator,
      { caseId, type: "gemensam_kartlaggning" },
      unitOfWork,
    ),
  );

async function hadItTakenBack(index: number): Promise<void> {
  const { samtid } = composed;
  const { id } = await bookSampleMeeting(samtid, people, {
    startAt: new Date("2026-02-11T09:00:00Z"),
    index,
  });
  now = new Date("2026-01-30T09:00:00Z");
  const { revision } = (await samtid.repositories.meetings.find(id))!;
  const actor = await staffActor(samtid, people, index);
  await samtid.cancelMeeting(actor, { meetingId: id, revision }, { reason: "individual" });
}

async function januaryOf(figureId: string): Promise<Record<string, FigureValue>> {
  const detail = (place: string) =>
    composed.samtid.readFigures.detail(administrator, figureId, { year: 2026, place });
  const rows = [...(await detail("riket")).rows, ...(await detail("lan:Uppsala län")).rows];
  return Object.fromEntries(
    rows.filter(({ kind }) => kind === "place").map(({ id, values }) => [id, values.months[0]!]),
  );
}

describe("as a month ends", () => {
  test("the time that the agencies have together is noted once, in the first night after it", () => {
    expect(noted).toEqual([false, true, false]);
  });

  test("it is what the page of capacity showed of the four weeks to come, by län and not by office", async () => {
    const { rows } = await run(sql<{ fk: string; af: string }>`
      select f.id as fk, a.id as af from office f, office a
      where f.organisation_id = 'forsakringskassan' and a.organisation_id = 'arbetsformedlingen'`);
    const { days } = await composed.samtid.readCapacity({
      officeId: rows[0]!.fk,
      otherOfficeId: rows[0]!.af,
      fromOn: "2026-02-01",
      toOn: "2026-02-28",
    });
    const hours = Math.round(days.reduce((sum, { jointHours }) => sum + jointHours, 0));
    expect(hours).toBeGreaterThan(100);
    expect(await januaryOf("joint_hours")).toMatchObject({
      riket: hours,
      "lan:Uppsala län": hours,
      [`kontor:${rows[0]!.fk}`]: "none",
    });
    expect((await januaryOf("need_of_capacity"))["riket"]).toBe(
      Math.round((100 * (24 * 60 + 25 * 45)) / (hours * 60)),
    );
  });

  test("those wait who were asked for and have no time, also whose time was taken back", async () => {
    expect((await januaryOf("waiting_survey"))["riket"]).toBe(24);
  });

  test("those may be offered a contact meeting whose day of the chain is within its window", async () => {
    expect((await januaryOf("waiting_contact"))["riket"]).toBe(25);
  });
});

test("so few that they could be found are not told of, nor what they would need", async () => {
  await run(sql`delete from figure_count where population = 'waiting_contact'`);
  await run(sql`insert into figure_count select year, month, 'waiting_contact', office_id, x, d, 3, 0 from figure_count
    where population = 'waiting_survey' and x = 'total' and d = 'total'`);
  now = new Date("2026-04-01T01:00:00Z");
  await composed.samtid.countMonths.countYear(2026);
  expect((await januaryOf("waiting_contact"))["riket"]).toBe("protected");
  expect((await januaryOf("need_of_capacity"))["riket"]).toBe("protected");
  expect((await januaryOf("waiting_survey"))["riket"]).toBe(24);
});

test("a month that was not noted within a week of its end has no time to tell of", async () => {
  now = new Date("2026-04-08T01:00:00Z");
  expect(await composed.samtid.noteCapacity()).toBe(false);
});

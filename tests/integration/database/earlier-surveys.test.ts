import { sql } from "kysely";
import { afterAll, beforeAll, expect, test } from "vitest";
import { COURSES_OF_EARLIER_SURVEYS } from "../../../server/platform/database/migrations/0048-capacity-and-earlier-surveys.ts";
import { bookSampleMeeting, staffActor } from "../../support/booked-meeting.ts";
import { composeSamtid, type ComposedSamtid } from "../../support/composed-samtid.ts";
import { insertSamplePeople, type SamplePeople } from "../../support/sample-people.ts";

const BOOKED_AT = new Date("2026-01-12T08:00:00Z");
let composed: ComposedSamtid;
let people: SamplePeople;
beforeAll(async () => {
  composed = await composeSamtid({ now: () => BOOKED_AT });
  people = await insertSamplePeople(composed.samtid, { handlaggare: 4, individuals: 4 });
  const book = (index: number, hour: string) =>
    bookSampleMeeting(composed.samtid, people, {
      startAt: new Date(`2026-02-10T${hour}:00:00Z`),
      index,
      ...(index === 3 && { type: "omstallningsmote" }),
    });
  await book(0, "09");
  const held = await book(1, "09");
  await run(sql`update meeting set status = 'held' where id = ${held.id}`);
  await run(sql`insert into outcome (meeting_id, held, recorded_at, recorded_by)
    values (${held.id}, true, '2026-02-11T12:00:00Z', ${people.fk[1]!})`);
  const { id, revision } = await book(2, "09");
  await composed.samtid.cancelMeeting(
    await staffActor(composed.samtid, people, 2),
    { meetingId: id, revision },
    { reason: "individual" },
  );
  await book(3, "09");
  for (const table of ["sus_registration", "cooperation_datum", "cooperation"])
    await run(sql`delete from ${sql.table(table)}`);
  for (let time = 0; time < 2; time += 1) for (const change of COURSES_OF_EARLIER_SURVEYS) await run(change);
});
afterAll(() => composed?.stop());

const run = <Row>(query: ReturnType<typeof sql<Row>>) => query.execute(composed.samtid.database.query());

test("a survey booked before there was a course has one, asked for when it was booked by whoever booked it", async () => {
  expect(await coursesOf(people.cases[0]!)).toEqual([
    {
      requestedOn: "2026-01-12",
      requestedBy: "forsakringskassan",
      firstOn: null,
      known: { request: "2026-01-12T08:00:00+00:00" },
    },
  ]);
});

test("what was held is its first and last meeting, known since it was registered", async () => {
  expect(await coursesOf(people.cases[1]!)).toEqual([
    {
      requestedOn: "2026-01-12",
      requestedBy: "forsakringskassan",
      firstOn: "2026-02-10",
      known: {
        request: "2026-01-12T08:00:00+00:00",
        first_meeting: "2026-02-11T12:00:00+00:00",
        last_meeting: "2026-02-11T12:00:00+00:00",
      },
    },
  ]);
});

test("a survey that was cancelled, or another type of meeting, asks for nothing", async () => {
  expect(await coursesOf(people.cases[2]!)).toEqual([]);
  expect(await coursesOf(people.cases[3]!)).toEqual([]);
});

test("the next thing that happens brings its registration, as for all others", async () => {
  await composed.samtid.database.transaction((unitOfWork) =>
    composed.samtid.followCase.changed(people.cases[0]!, unitOfWork),
  );
  const { rows } = await run(sql<{ kind: string }>`select kind from sus_registration`);
  expect(rows).toEqual([{ kind: "request" }]);
});

async function coursesOf(caseId: string) {
  const { rows } = await run(sql<object>`
    select requested_on as "requestedOn", requested_by_organisation_id as "requestedBy", first_meeting_on as "firstOn",
      (select jsonb_object_agg(datum, known_at) from cooperation_datum d where d.cooperation_id = c.id) as known
    from cooperation c where case_id = ${caseId}`);
  return rows;
}

import { sql } from "kysely";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { YearlyReport } from "../../../server/followup/figures/figures.contract.ts";
import { composeSamtid, type ComposedSamtid } from "../../support/composed-samtid.ts";
import { insertFollowUpWorld, type FollowUpWorld } from "../../support/figures/follow-up-world.ts";
import { history2020 } from "../../support/figures/history-2020.ts";
import published from "../../support/figures/report-2020.json" with { type: "json" };

let composed: ComposedSamtid;
let world: FollowUpWorld;
let report: YearlyReport;
beforeAll(async () => {
  composed = await composeSamtid({ now: () => new Date("2021-05-03T08:00:00Z") });
  world = await insertFollowUpWorld(composed.samtid, 3);
  const files = history2020(world.offices);
  await world.bring("meetings", files.meetings);
  await world.bring("cooperations", files.cooperations);
  await casesSeemNone();
  expect(await composed.samtid.countMonths.countYear(2020)).toBe(12);
  report = await composed.samtid.readFigures.report(world.administrator, 2020, {});
}, 300_000);
afterAll(() => composed?.stop());

/** As PostgreSQL takes it to be when it happened to take stock while an import was writing: by such a plan the count takes minutes. */
const casesSeemNone = () =>
  sql`update pg_class set reltuples = 0, relpages = 100 where oid = 'cooperation_case'::regclass`.execute(
    composed.samtid.database.query(),
  );

const rowsOf = (id: string) =>
  Object.fromEntries(report.tables.find((table) => table.id === id)!.rows.map((row) => [row.id, row.values]));

test("table 4, counts and percentages, is the published one, rounding included", () => {
  expect(rowsOf("table4")).toEqual(
    Object.fromEntries(
      Object.entries(published.table4_result_after_ended_measures).filter(([row]) => row !== "columns"),
    ),
  );
});

/** Without the year before, of which there is no history here. */
const countsOf = (id: string) =>
  Object.fromEntries(Object.entries(rowsOf(id)).map(([row, values]) => [row, values.slice(0, 2)]));

test("table 5 is the published one", () => {
  const { total, women, men } = published.table5_gemensam_kartlaggning_by_sex;
  expect(countsOf("table5")).toMatchObject({ total, women, men });
});

test("table 6 is the published one", () => {
  const { total, sjukpenning, aktivitetsersattning, ovrig } =
    published.table6_gemensam_kartlaggning_by_benefit;
  expect(countsOf("table6")).toMatchObject({ total, sjukpenning, aktivitetsersattning, others: ovrig });
});

test("table 7 is the published one, with how many of those with sjukpenning were women", () => {
  const { total, sjukpenning, aktivitetsersattning, sjukersattning, sjukpenning_women_percent } =
    published.table7_omstallningsmoten_by_benefit;
  const rows = countsOf("table7");
  expect(rows).toMatchObject({ total, sjukpenning, aktivitetsersattning, sjukersattning });
  expect(rows["sjukpenning_women"]![1]).toBe(sjukpenning_women_percent);
});

const detail = (figureId: string) =>
  composed.samtid.readFigures.detail(world.administrator, figureId, { year: 2020, place: "riket" });
const yearOf = async (figureId: string) =>
  Object.fromEntries((await detail(figureId)).rows.map(({ id, values }) => [id, values.year]));

test("the text's figures are the published ones: contact meetings, and days from request to end", async () => {
  const contact = await yearOf("kontaktmoten");
  expect(contact["riket"]).toBe(published.kontaktmoten.total);
  expect(Math.round((100 * Number(contact["women"])) / Number(contact["riket"]))).toBe(
    published.kontaktmoten.women_percent,
  );
  const { all, women, men, sjukpenning, aktivitetsersattning } = published.days_request_to_end;
  expect(await yearOf("days_to_end")).toMatchObject({
    riket: all,
    women,
    men,
    sjukpenning,
    aktivitetsersattning,
  });
});

test("the share that start measures, and the days in benefit before the survey, are the published ones", async () => {
  const { all, ...parts } = published.share_starting_measures_percent;
  expect(await yearOf("measures_share")).toMatchObject({ riket: all, ...parts });
  expect(await yearOf("benefit_days")).toMatchObject(published.days_in_benefit_before_kartlaggning);
});

test("diagram 1 has the published people in measures: in December, and a month on average", () => {
  const { months, year } = report.diagram.values;
  expect(months[11]).toBe(published.in_measures.december);
  expect(year).toBe(published.in_measures.mean_per_month);
});

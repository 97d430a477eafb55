import { afterAll, beforeAll, expect, test } from "vitest";
import { loadDemoData } from "../../../server/demo/load-demo-data.ts";
import { loadDemoHistory } from "../../../server/demo/load-demo-history.ts";
import type { FigureSeries } from "../../../server/followup/figures/figures.contract.ts";
import type { StaffActor } from "../../../server/identity/actor.ts";
import type { OrganisationId } from "../../../server/people/people.contract.ts";
import { composeSamtid, type ComposedSamtid } from "../../support/composed-samtid.ts";

let composed: ComposedSamtid;

/** Last year is closed; broken off in the middle of a file, with a night before it is begun anew. */
beforeAll(async () => {
  composed = await composeSamtid({ now: () => new Date("2026-04-10T09:00:00Z") });
  const { samtid } = composed;
  await loadDemoData(samtid);
  let asked = 0;
  await loadDemoHistory(samtid, { yearsBefore: 1, isStopping: () => (asked += 1) > 25 });
  const [meetings] = await imports();
  expect(meetings!.taken).toBeGreaterThan(0);
  expect(await samtid.countMonths.countDue()).toBe(0);
  await loadDemoHistory(samtid, { yearsBefore: 1 });
  expect((await imports())[1]).toMatchObject({ knownBefore: meetings!.taken, wrong: 0 });
}, 120_000);
afterAll(() => composed?.stop());

const imports = () =>
  composed.samtid.database
    .query()
    .selectFrom("history_import")
    .select(["kind", "taken", "known_before as knownBefore", "wrong"])
    .orderBy("started_at")
    .execute();

async function staff(agency: OrganisationId, subject: string): Promise<StaffActor> {
  const found = await composed.samtid.repositories.people.findBySubject(agency, subject);
  return { ...found!, kind: "staff" };
}
const hasNumbers = (values: FigureSeries["months"]) => values.some((value) => Number(value) > 0);

test("an administrator sees filled charts of the country, month by month, beside the year before", async () => {
  const administrator = await staff("forsakringskassan", "bjorn-hedstrom");
  const { figures, place, years } = await composed.samtid.readFigures.overview(administrator, { year: 2025 });
  expect([place.name, years]).toEqual(["Hela landet", [2026, 2025]]);
  const of = (id: string) => figures.find((figure) => figure.id === id)!.values;
  for (const id of ["kartlaggningar", "omstallningsmoten", "requests", "measures_share", "days_to_end"])
    expect(
      of(id).months.every((value) => Number(value) > 0),
      id,
    ).toBe(true);
  expect(figures.filter(({ values }) => values.year === "protected")).toEqual([]);
});

test("the months of this year before Samtid's own first are counted with their history, and by no night before", async () => {
  const administrator = await staff("forsakringskassan", "bjorn-hedstrom");
  const { figures } = await composed.samtid.readFigures.overview(administrator, { year: 2026 });
  const { months } = figures.find(({ id }) => id === "kartlaggningar")!.values;
  expect(months).toEqual([expect.any(Number), expect.any(Number), ...Array(10).fill("pending")]);
  expect(Number(months[0])).toBeGreaterThan(0);
});

test("who leads an office of either agency sees their own, quarter by quarter", async () => {
  for (const [agency, subject] of [
    ["forsakringskassan", "annika-ostlund"],
    ["arbetsformedlingen", "anders-akerman"],
  ] as const) {
    const { figures, path } = await composed.samtid.readFigures.overview(await staff(agency, subject), {
      year: 2025,
    });
    expect(path.map(({ name }) => name)).toEqual([
      "Hela landet",
      "Södra regionen",
      "Västra Götalands län",
      "Samverkan Göteborg",
      "Göteborg",
    ]);
    expect(hasNumbers(figures.find(({ id }) => id === "kartlaggningar")!.values.quarters)).toBe(true);
  }
});

test("last year's report is there, each table with its numbers", async () => {
  const administrator = await staff("arbetsformedlingen", "joanna-wisniewska");
  const { tables, diagram } = await composed.samtid.readFigures.report(administrator, 2025, {});
  for (const { id, rows } of tables)
    expect([id, rows.find((row) => row.id === "total")!.values[0]]).toEqual([id, expect.any(Number)]);
  expect(diagram.values.months.every((value) => Number(value) > 0)).toBe(true);
});

test("every worklist of the chef's office has something in it", async () => {
  const { items } = await composed.samtid.readWorklists(await staff("forsakringskassan", "annika-ostlund"));
  expect(items.filter(({ total }) => total === 0)).toEqual([]);
});

test("it is nobody's history, and told once", async () => {
  const before = await imports();
  await loadDemoHistory(composed.samtid, { yearsBefore: 1 });
  expect(await imports()).toEqual(before);
  const query = composed.samtid.database.query();
  const told = await query
    .selectFrom("history_item")
    .innerJoin("cooperation_case", "cooperation_case.id", "history_item.object_id")
    .where("individual_id", "is not", null)
    .select("id")
    .execute();
  expect(told).toEqual([]);
});

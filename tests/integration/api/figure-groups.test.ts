import { afterAll, beforeAll, expect, test } from "vitest";
import type { FigureGroups } from "../../../server/followup/figures/figure-groups.contract.ts";
import type { ApiBrowser } from "../../support/api-browser.ts";
import { insertFollowUpWorld, type FollowUpWorld } from "../../support/figures/follow-up-world.ts";
import { history2020, twoYearsOf } from "../../support/figures/history-2020.ts";
import { startSamtid, type RunningSamtid } from "../../support/running-samtid.ts";

let running: RunningSamtid;
let world: FollowUpWorld;
let administrator: ApiBrowser;

beforeAll(async () => {
  running = await startSamtid({
    clock: { now: () => new Date("2021-05-03T08:00:00Z") },
    prepare: async (samtid) => {
      world = await insertFollowUpWorld(samtid, 2);
      await world.bring("meetings", twoYearsOf(history2020(world.offices).meetings, 20));
      await samtid.countMonths.countYear(2019);
    },
  });
  administrator = await running.signedIn("forsakringskassan", "fk-admin");
});
afterAll(() => running?.stop());

const list = async (by = administrator) => (await by.get("/figure-groups")).body as unknown as FigureGroups;
const idOf = async (name: string) => (await list()).items.find((group) => group.name === name)!.id;
const officeNamed = async (name: string) => (await list()).offices.find((office) => office.name === name)!.id;
const change = (id: string, body: object, by = administrator) =>
  by.put(`/figure-groups/${id}`, { name: "Grupp", lan: [], officeIds: [], ...body });

test("a region and a local group are made, filled, and are levels of years that are counted from then on", async () => {
  expect((await list()).fromYear).toBe(2021);
  expect((await administrator.post("/figure-groups", { kind: "region", name: "Öst" })).status).toBe(201);
  await administrator.post("/figure-groups", { kind: "local", name: "Skåne tillsammans" });
  expect((await change(await idOf("Öst"), { name: "Östra", lan: ["Uppsala län"] })).status).toBe(200);
  const both = await Promise.all([officeNamed("Skåne 1"), officeNamed("Skåne 2")]);
  await change(await idOf("Skåne tillsammans"), { name: "Skåne tillsammans", officeIds: both });

  const sinceYears = async () => (await list()).items.map(({ sinceYear }) => sinceYear);
  expect(await sinceYears()).toEqual([null, null]);
  await running.samtid.countMonths.countYear(2020);
  expect(await sinceYears()).toEqual([2020, 2020]);
  const names = async (year: number, place: string) => {
    const { children } = await running.samtid.readFigures.overview(world.administrator, { year, place });
    return children.map(({ name }) => name);
  };
  expect(await names(2020, "riket")).toContain("Östra");
  expect(await names(2020, "lan:Skåne län")).toEqual(["Skåne tillsammans"]);
  expect(await names(2019, "riket")).not.toContain("Östra");
});

test("what is placed in another group leaves where it was; who ends a group leaves what was in it without", async () => {
  await administrator.post("/figure-groups", { kind: "region", name: "Norra" });
  await change(await idOf("Norra"), { name: "Norra", lan: ["Uppsala län", "Skåne län"] });
  const lanOf = async (name: string) =>
    (await list()).items.find((group) => group.name === name)?.lan.toSorted();
  expect([await lanOf("Östra"), await lanOf("Norra")]).toEqual([[], ["Skåne län", "Uppsala län"]]);

  expect((await administrator.delete(`/figure-groups/${await idOf("Norra")}`)).status).toBe(200);
  expect(await lanOf("Norra")).toBeUndefined();
  const { tree } = await running.samtid.database
    .query()
    .selectFrom("figure_year")
    .where("year", "=", 2020)
    .select("tree")
    .executeTakeFirstOrThrow();
  expect(JSON.stringify(tree)).toContain("Östra");
});

test("each agency places its own offices, and the other's stay", async () => {
  const theirs = await running.signedIn("arbetsformedlingen", "af-admin");
  const id = await idOf("Skåne tillsammans");
  const theirOffice = await officeNamed("AF Uppsala");
  expect((await change(id, { officeIds: [theirOffice] })).body).toMatchObject({
    errors: [{ pointer: "/officeIds" }],
  });
  expect((await change(id, { name: "Skåne tillsammans", officeIds: [theirOffice] }, theirs)).status).toBe(
    200,
  );
  const { officeIds } = (await list()).items.find((group) => group.id === id)!;
  expect(officeIds).toHaveLength(3);
});

test.each([
  ["a name that is taken", { kind: "local", name: "Skåne tillsammans" }, "/name"],
  ["no name", { kind: "local", name: " " }, "/name"],
  ["another kind", { kind: "town", name: "X" }, "/kind"],
])("%s is refused, and the problem names the field", async (_what, body, pointer) => {
  const { status, body: problem } = await administrator.post("/figure-groups", body);
  expect([status, problem]).toEqual([
    422,
    expect.objectContaining({ errors: [expect.objectContaining({ pointer })] }),
  ]);
});

test("a län without offices, a län in a local group and a group that isn't there are refused; so is everybody but administrators", async () => {
  const region = await idOf("Östra");
  expect((await change(region, { lan: ["Gotlands län"] })).body).toMatchObject({
    errors: [{ pointer: "/lan" }],
  });
  expect((await change(await idOf("Skåne tillsammans"), { lan: ["Skåne län"] })).status).toBe(422);
  expect((await change("00000000-0000-4000-8000-000000000000", {})).status).toBe(404);
  const chef = await running.signedIn("forsakringskassan", "fk-chef");
  expect((await chef.get("/figure-groups")).status).toBe(403);
  expect((await change(region, {}, chef)).status).toBe(403);
});

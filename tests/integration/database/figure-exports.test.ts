import { parse } from "csv-parse/sync";
import readXlsx from "read-excel-file/node";
import { afterAll, beforeAll, expect, test } from "vitest";
import type {
  FigureDetail,
  FigureValue,
  YearlyReport,
} from "../../../server/followup/figures/figures.contract.ts";
import { FIGURES } from "../../../server/followup/figures/figure-formulas.ts";
import type { StaffActor } from "../../../server/identity/actor.ts";
import { composeSamtid, type ComposedSamtid } from "../../support/composed-samtid.ts";
import { insertFollowUpWorld, type FollowUpWorld } from "../../support/figures/follow-up-world.ts";
import { history2020, twoYearsOf } from "../../support/figures/history-2020.ts";
import { readPdf } from "../../support/pdf-text.ts";

let composed: ComposedSamtid;
let world: FollowUpWorld;
let details: FigureDetail[];
let report: YearlyReport;
const asked = { year: 2020, place: "riket", asOf: "2021-04-30" };

beforeAll(async () => {
  composed = await composeSamtid({ now: () => new Date("2021-05-03T08:00:00Z") });
  const { samtid } = composed;
  world = await insertFollowUpWorld(samtid, 2);
  const { meetings, cooperations } = history2020(world.offices);
  await world.bring("meetings", twoYearsOf(meetings, 12));
  await world.bring("cooperations", twoYearsOf(cooperations, 12));
  for (const year of [2019, 2020]) {
    await samtid.countMonths.countYear(year);
  }
  details = [];
  for (const { id } of FIGURES) details.push(await samtid.readFigures.detail(world.administrator, id, asked));
  report = await samtid.readFigures.report(world.administrator, 2020, asked);
}, 120_000);
afterAll(() => composed?.stop());

async function file(
  format: "csv" | "xlsx" | "pdf",
  actor: StaffActor = world.administrator,
  place = "riket",
) {
  const { keepExports } = composed.samtid;
  const { id, state } = await keepExports.ask(actor, { ...asked, place, format });
  expect(state).toBe("waiting");
  expect(await keepExports.listWaiting()).toEqual([id]);
  await keepExports.make(id);
  await keepExports.make(id);
  expect(await keepExports.read(actor, id)).toMatchObject({ state: "ready", progress: 100 });
  return (await keepExports.fetch(actor, id)).content;
}

/** The page's values by figure, place, part and period, as a file writes them. */
function onThePages(): Map<string, string> {
  const words = { protected: "skyddat", pending: "ej räknat", none: "inget att räkna på" };
  const written = (value: FigureValue) => (typeof value === "number" ? String(value) : words[value]);
  return new Map(
    details.flatMap(({ figureId, rows, place }) =>
      rows.flatMap(({ kind, name, values }) => {
        const of = kind === "place" ? `${figureId} ${name} alla` : `${figureId} ${place.name} ${name}`;
        const whole: [string, string] = [`${of} 2020`, written(values.year)];
        if (kind !== "place") return [whole];
        return [
          whole,
          ...values.quarters.map((value, quarter): [string, string] => [
            `${of} 2020-K${quarter + 1}`,
            written(value),
          ]),
          ...values.months.map((value, month): [string, string] => [
            `${of} 2020-${String(month + 1).padStart(2, "0")}`,
            written(value),
          ]),
        ];
      }),
    ),
  );
}

test("CSV has every value of the pages, no more and no less", async () => {
  const rows = parse<Record<string, string>>(await file("csv"), { columns: true, delimiter: ";", bom: true });
  const inFile = new Map(
    rows.map((row) => [
      `${row["Kod"]} ${row["Plats"]} ${row["Uppdelning"]} ${row["Period"]}`,
      row["Värde"] || row["Anmärkning"]!,
    ]),
  );
  expect(inFile.size).toBe(rows.length);
  expect(inFile).toEqual(onThePages());
  expect([...inFile.values()]).toContain("skyddat");
});

test("XLSX has the same, and the tables of the yearly report", async () => {
  const sheets = (await readXlsx(await file("xlsx"))) as { sheet: string; data: unknown[][] }[];
  const sheet = (name: string) => sheets.find((each) => each.sheet === name)!.data;
  expect(JSON.stringify(sheets)).not.toContain("\u00ad");
  const [header, ...rows] = sheet("Nyckeltal");
  const column = (name: string) => header!.indexOf(name);
  const inFile = rows.map((row) => [
    ["Kod", "Plats", "Uppdelning", "Period"].map((name) => String(row[column(name)])).join(" "),
    String(row[column("Värde")] ?? row[column("Anmärkning")]),
  ]);
  expect(new Map(inFile as [string, string][])).toEqual(onThePages());
  for (const table of report.tables) {
    const [, , ...lines] = sheet(table.title.split(".")[0]!);
    const words = { protected: "skyddat", pending: "ej räknat", none: "–" };
    expect(lines).toEqual(
      table.rows.map(({ name, values }) => [
        name,
        ...values.map((value) => (typeof value === "number" ? value : words[value])),
      ]),
    );
  }
});

/** Kerning splits words anywhere. */
const bare = (text: string) => text.replace(/\s+/g, "");

test("PDF has the tables of the yearly report, row by row, and says the diagram in words", async () => {
  const pdf = await file("pdf");
  const { pieces, lang, title } = await readPdf(pdf);
  expect([lang, title]).toEqual(["sv", "Förstärkt samarbete 2020"]);
  const lines = new Map<string, string[]>();
  for (const { page, topMm, text } of pieces) {
    const at = `${page} ${topMm}`;
    lines.set(at, [...(lines.get(at) ?? []), text]);
  }
  const said = [...lines.values()].map((texts) => bare(texts.join("")));
  for (const { title: heading, columns, rows } of report.tables) {
    expect(said.join("")).toContain(bare(heading));
    for (const { name, values } of rows) {
      const written = values.map((value, index) => {
        if (typeof value === "string")
          return { protected: "skyddat", pending: "ej räknat", none: "–" }[value];
        return columns[index]!.includes("rocent")
          ? `${value} %`
          : value.toLocaleString("sv-SE").replace(/\s/g, " ");
      });
      expect(said).toContain(bare([name, ...written].join("")));
    }
  }
});

test("a chef's file has their own levels and no other; nobody fetches another's", async () => {
  const rows = parse<Record<string, string>>(await file("csv", world.chef, "lan:Uppsala län"), {
    columns: true,
    delimiter: ";",
    bom: true,
  });
  expect([...new Set(rows.map((row) => row["Plats"]))]).toEqual(["Uppsala län", "Uppsala 1"]);
  const { keepExports, readFigures } = composed.samtid;
  const ask = keepExports.ask(world.chef, { ...asked, place: "lan:Skåne län", format: "csv" });
  await expect(ask).rejects.toMatchObject({ code: "not_found" });
  const own = await keepExports.ask(world.chef, { ...asked, format: "pdf" });
  await expect(keepExports.fetch(world.chef, own.id)).rejects.toMatchObject({ code: "wrong_state" });
  await expect(keepExports.read(world.administrator, own.id)).rejects.toMatchObject({ code: "not_found" });
  // Both agencies see the same figures.
  expect(await readFigures.report(world.theirs, 2020, asked)).toEqual(report);
});

test("as of a day, only the months that were counted by then are shown", async () => {
  const { figures, counted } = await composed.samtid.readFigures.overview(world.administrator, {
    ...asked,
    asOf: "2020-04-30",
  });
  expect(counted).toBe(3);
  const { values, before } = figures.find(({ id }) => id === "kartlaggningar")!;
  expect(values.months.slice(0, 4)).toEqual([
    expect.any(Number),
    expect.any(Number),
    expect.any(Number),
    "pending",
  ]);
  expect(values.quarters.slice(0, 2)).toEqual([expect.any(Number), "pending"]);
  expect(values.year).toBe("pending");
  expect(before.year).toEqual(expect.any(Number));
});

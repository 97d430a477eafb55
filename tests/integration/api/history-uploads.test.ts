import { sql } from "kysely";
import { afterAll, beforeAll, expect, test } from "vitest";
import { parse } from "csv-parse/sync";
import {
  HISTORY_KINDS,
  LARGEST_HISTORY,
  type HistoryUploadDetail,
} from "../../../server/followup/history/history.contract.ts";
import type { ApiBrowser } from "../../support/api-browser.ts";
import { startSamtid, type RunningSamtid } from "../../support/running-samtid.ts";
import { insertSamplePeople } from "../../support/sample-people.ts";

const HEADER = "reference;case;type;starts_at;mode;outcome;sex;birth_year;benefit;office;continues";
const line = (reference: string, more = "Kontor fk;") =>
  `${reference};A${reference};gemensam_kartlaggning;2024-03-04 09:00;video;held;woman;1985;sjukpenning;${more}`;

let running: RunningSamtid;
let administrator: ApiBrowser;

beforeAll(async () => {
  running = await startSamtid({
    clock: { now: () => new Date("2026-03-02T08:00:00Z") },
    prepare: async (samtid) => {
      await insertSamplePeople(samtid, { handlaggare: 2, individuals: 0 });
      const staff = samtid.database.query().updateTable("handlaggare");
      await staff.set({ is_administrator: true }).where("subject", "in", ["fk-0", "af-0"]).execute();
    },
  });
  administrator = await running.signedIn("forsakringskassan", "fk-0");
});
afterAll(() => running?.stop());

async function send(
  file: string | Uint8Array<ArrayBuffer>,
  { query = "kind=meetings&fileName=m.csv", type = "text/csv", by = administrator } = {},
) {
  const headers = { "sec-fetch-site": "same-origin", origin: running.origin, "content-type": type };
  const response = await by.cookies.send("POST", `/api/v1/history-uploads?${query}`, headers, file);
  return { status: response.status, body: (await response.json()) as Record<string, never> & { id: string } };
}
/** As a worker does. */
const work = (id: string) => running.samtid.workHistoryUploads.work(id);
const read = async (id: string) =>
  (await administrator.get(`/history-uploads/${id}`)).body as unknown as HistoryUploadDetail;
async function bring(file: string) {
  const { body } = await send(file);
  await work(body.id);
  await administrator.post(`/history-uploads/${body.id}/import`, {});
  await work(body.id);
  return read(body.id);
}
async function held(): Promise<number> {
  const { rows } = await sql<{ n: number }>`select count(*)::int as n from meeting`.execute(
    running.samtid.database.query(),
  );
  return rows[0]!.n;
}

test("a file is read through and nothing brought in; then its good lines are, and the same file again changes nothing", async () => {
  const file = [
    HEADER,
    line("T1"),
    line("T2", "Kontor fk;T1"),
    line("T3", "Hemliga kontoret;"),
    line("T4"),
  ].join("\n");
  const { status, body } = await send(file);
  expect([status, body]).toEqual([201, expect.objectContaining({ state: "checking", progress: 0 })]);
  await work(body.id);

  const checked = await read(body.id);
  expect(checked).toMatchObject({
    state: "checked",
    lines: 4,
    taken: 2,
    wrong: 2,
    progress: 100,
    problemCount: 2,
  });
  expect(checked.problems.map(({ line: at, column, code }) => [at, column, code])).toEqual([
    [3, "continues", "other_case"],
    [4, "office", "unknown_office"],
  ]);
  expect(JSON.stringify(checked)).not.toContain("Hemliga");
  expect(await held()).toBe(0);

  expect((await administrator.post(`/history-uploads/${body.id}/import`, {})).status).toBe(200);
  expect((await administrator.post(`/history-uploads/${body.id}/import`, {})).status).toBe(409);
  await work(body.id);
  await work(body.id);
  expect(await read(body.id)).toMatchObject({ state: "imported", taken: 2, knownBefore: 0, wrong: 2 });
  expect(await held()).toBe(2);

  expect(await bring(file)).toMatchObject({ taken: 0, knownBefore: 2, wrong: 2 });
  expect(await held()).toBe(2);
});

test("a check finds in a later thousand what an earlier one would have brought in", async () => {
  const many = Array.from({ length: 1_100 }, (_, index) => line(`N${index}`));
  const last = line("NX", "Kontor fk;N0").replace("ANX", "AN0");
  const { body } = await send([HEADER, ...many, last].join("\n"));
  await work(body.id);
  expect(await read(body.id)).toMatchObject({ taken: 1_101, wrong: 0 });
});

test("what is wrong is fetched as CSV: line, column, and what to do", async () => {
  const { body } = await send([HEADER, line("P1", "Okänt;")].join("\n"));
  await work(body.id);
  const response = await administrator.cookies.send("GET", `/api/v1/history-uploads/${body.id}/problems`, {});
  expect(response.headers.get("content-disposition")).toContain("fel-i-filen.csv");
  expect(parse(await response.text(), { bom: true, delimiter: ";" })).toEqual([
    ["Rad", "Kolumn", "Vad som är fel"],
    ["2", "office", "Kontoret finns inte. Skriv dess namn som det står i Samtid."],
  ]);
});

test.each([
  ["an empty file", "", 422, "empty"],
  ["nothing but a byte order mark and line breaks", "\uFEFF\r\n\r\n", 422, "empty"],
  ["Latin-1", new Uint8Array(Buffer.from(`${HEADER}\nMöte`, "latin1")), 422, "not_utf8"],
  ["UTF-16", new Uint8Array(Buffer.from(HEADER, "utf16le")), 422, "not_utf8"],
])("%s is refused, and the problem names the file", async (_what, file, status, code) => {
  const answer = await send(file);
  expect(answer.status).toBe(status);
  expect(answer.body).toMatchObject({ code: "invalid", errors: [{ pointer: "/file", code }] });
});

test("what isn't CSV, of no kind, without a name, or too large is refused before anything is kept", async () => {
  const before = (await administrator.get("/history-uploads")).body["items"] as unknown[];
  expect((await send("{}", { type: "application/json" })).status).toBe(400);
  expect((await send(HEADER, { query: "kind=people&fileName=m.csv" })).body).toMatchObject({
    errors: [{ pointer: "/kind" }],
  });
  expect((await send(HEADER, { query: "kind=meetings&fileName=" })).body).toMatchObject({
    errors: [{ pointer: "/fileName" }],
  });
  expect((await send("x".repeat(LARGEST_HISTORY + 1))).status).toBe(413);
  expect((await administrator.get("/history-uploads")).body["items"]).toHaveLength(before.length);
});

test("a file of 10 MB is taken and read through, whatever is in it", async () => {
  const { status, body } = await send(`${HEADER}\n${"x;".repeat(LARGEST_HISTORY / 2 - 100)}`);
  expect(status).toBe(201);
  await work(body.id);
  expect(await read(body.id)).toMatchObject({ state: "checked", taken: 0, wrong: expect.any(Number) });
});

test("a file whose columns are others is checked, and there is nothing in it to bring in", async () => {
  const { body } = await send("referens;möte\nM1;A1\n");
  await work(body.id);
  expect((await read(body.id)).problems[0]).toMatchObject({
    line: 1,
    column: "referens",
    code: "column_unknown",
  });
});

test.each(HISTORY_KINDS)(
  "the example of %s can be brought in as it is, after those before it",
  async (kind) => {
    const response = await administrator.cookies.send("GET", `/api/v1/history-formats/${kind}/example`, {});
    const { body } = await send(await response.text(), { query: `kind=${kind}&fileName=exempel.csv` });
    await work(body.id);
    expect(await read(body.id)).toMatchObject({ problems: [], wrong: 0 });
    await administrator.post(`/history-uploads/${body.id}/import`, {});
    await work(body.id);
    expect(await read(body.id)).toMatchObject({ state: "imported", wrong: 0 });
  },
);

test("every column is explained", async () => {
  const { body } = await administrator.get("/history-formats");
  for (const { columns } of body["items"] as { columns: { what: string }[] }[])
    expect(columns.every(({ what }) => what.length > 5)).toBe(true);
});

test("nobody else sees it, of the other agency or without the right; who loses the right meanwhile gets nothing in", async () => {
  const theirs = await running.signedIn("arbetsformedlingen", "af-0");
  const plain = await running.signedIn("forsakringskassan", "fk-1");
  const { body } = await send([HEADER, line("R1")].join("\n"));
  expect((await theirs.get(`/history-uploads/${body.id}`)).status).toBe(404);
  expect((await theirs.post(`/history-uploads/${body.id}/import`, {})).status).toBe(404);
  expect((await plain.get(`/history-uploads/${body.id}`)).status).toBe(403);
  expect((await send(HEADER, { by: plain })).status).toBe(403);

  const staff = () =>
    running.samtid.database.query().updateTable("handlaggare").where("subject", "=", "fk-0");
  await staff().set({ is_administrator: false }).execute();
  await work(body.id);
  await staff().set({ is_administrator: true }).execute();
  expect(await read(body.id)).toMatchObject({ state: "failed", taken: 0 });
});

test("who left it and who had it brought in is kept in the trail; the file lies encrypted until it is in, and then not at all", async () => {
  const { body } = await send([HEADER, line("HEMLIG-REFERENS")].join("\n"));
  const stored = async () =>
    (
      await running.samtid.database
        .query()
        .selectFrom("history_upload")
        .where("id", "=", body.id)
        .select("content_encrypted as content")
        .executeTakeFirstOrThrow()
    ).content;
  expect((await stored())!.toString("utf8")).not.toContain("HEMLIG");
  await work(body.id);
  await administrator.post(`/history-uploads/${body.id}/import`, {});
  await work(body.id);
  expect(await stored()).toBeNull();
  const { rows } = await sql<{ action: string }>`select action from audit
    where object_id = ${body.id} or object_id = (select import_id from history_upload where id = ${body.id}) order by id`.execute(
    running.samtid.database.query(),
  );
  expect(rows.map(({ action }) => action)).toEqual(["history:upload", "history:confirm", "history:import"]);
});

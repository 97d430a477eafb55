import fc from "fast-check";
import { expect, test } from "vitest";
import type { AuditRow } from "../../../server/audit/audit.contract.ts";
import { writeTrail } from "../../../server/audit/write-trail.ts";

const ROW: AuditRow = {
  id: 1,
  at: "2026-03-27T09:00:00.000Z",
  actorKind: "staff",
  actorId: "7f3c1f8e-6a53-4a5e-9a39-0f2f8e2b5c11",
  actorName: "Annika Östlund",
  actorRole: "forsakringsutredare",
  officeName: "Göteborg",
  organisationId: "forsakringskassan",
  action: "case:read",
  objectKind: "case",
  objectId: "0b54f4f1-3b1a-4b1e-8f57-2d7b7d3f3b10",
  caseId: null,
  relation: "assigned",
  why: null,
};

async function* pagesOf(...pages: AuditRow[][]) {
  yield* pages;
}
async function write(format: "csv" | "json", ...pages: AuditRow[][]): Promise<string> {
  let text = "";
  for await (const part of writeTrail((row: AuditRow) => row, pagesOf(...pages), format)) text += part;
  return text;
}

/** RFC 4180, read back. */
function readCsv(text: string): string[][] {
  const rows: string[][] = [[]];
  for (const [, quoted, plain, end] of text
    .replace(/^\uFEFF/, "")
    .matchAll(/(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n)/g)) {
    rows.at(-1)!.push(quoted?.replaceAll('""', '"') ?? plain ?? "");
    if (end === "\r\n") rows.push([]);
  }
  return rows.slice(0, -1);
}

test("CSV: whatever the reason says, each row is read back with as many cells, and no cell is a formula", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.string({ unit: "binary" }), { maxLength: 5 }), async (reasons) => {
      const rows = reasons.map((why, id) => ({ ...ROW, id, why }));
      const [heading, ...read] = readCsv(await write("csv", rows));
      const why = heading!.indexOf("why");
      expect(read.map((cells) => cells.length)).toEqual(rows.map(() => Object.keys(ROW).length));
      for (const [index, cells] of read.entries()) {
        expect(cells[why]).toMatch(/^(?![=+\-@\t\r])/);
        expect([reasons[index], `'${reasons[index]!}`]).toContain(cells[why]);
      }
    }),
  );
});

test("JSON: an array of the rows over all pages, also of none", async () => {
  const second = { ...ROW, id: 2 };
  expect(JSON.parse(await write("json", [ROW], [second]))).toEqual([ROW, second]);
  expect(JSON.parse(await write("json"))).toEqual([]);
});

test("a row with a field that nobody has declared: refused, not written", async () => {
  await expect(write("csv", [{ ...ROW, note: "secret" } as AuditRow])).rejects.toThrow();
});

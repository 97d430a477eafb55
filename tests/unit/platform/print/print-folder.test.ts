import { appendFileSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { beforeEach, expect, onTestFinished, test } from "vitest";
import { openPrintFolder } from "../../../../server/platform/print/print-folder.ts";

const ID = "4f9d1a52-6c1e-4c6e-9a67-0d1d7a0a3f11";
const OTHER = "9b2f1a52-6c1e-4c6e-9a67-0d1d7a0a3f12";
const AT = new Date("2026-03-02T08:00:00Z");
const letter = (text: string) => ({ pdf: Buffer.from(text), pages: 1 });

let path: string;
beforeEach(() => {
  path = mkdtempSync(join(tmpdir(), "samtid-print-"));
  onTestFinished(() => rmSync(path, { recursive: true }));
});

test("a letter that is added: it is in the folder whole, with a line that names nobody", async () => {
  const folder = await openPrintFolder(path);
  await folder.add(ID, letter("one"), AT);
  expect(readdirSync(path).sort()).toEqual([`${ID}.pdf`, "manifest.jsonl"]);
  expect(await folder.list()).toEqual([
    {
      messageId: ID,
      file: `${ID}.pdf`,
      pages: 1,
      sha256: "7692c3ad3540bb803c020b3aee66cd8887123234ea0c6e7143c0add73ff431ed",
      writtenAt: AT.toISOString(),
    },
  ]);
});

test("the same letter added again, after a restart too: the first one stands, with one line", async () => {
  await (await openPrintFolder(path)).add(ID, letter("one"), AT);
  const folder = await openPrintFolder(path);
  await folder.add(ID, letter("two"), AT);
  expect(await folder.list()).toHaveLength(1);
  expect(readFileSync(join(path, `${ID}.pdf`), "utf8")).toBe("one");
});

test("a letter the print house has taken away: not put there again", async () => {
  const folder = await openPrintFolder(path);
  await folder.add(ID, letter("one"), AT);
  rmSync(join(path, `${ID}.pdf`));
  await folder.add(ID, letter("one"), AT);
  expect(await folder.read(ID)).toBeUndefined();
  expect(readdirSync(path)).toEqual(["manifest.jsonl"]);
});

test("a machine that stopped in the middle of a line: that letter is added anew, and no other is lost", async () => {
  const folder = await openPrintFolder(path);
  await folder.add(ID, letter("one"), AT);
  appendFileSync(join(path, "manifest.jsonl"), `\n{"messageId":"${OTHER}","fi`);
  expect(await folder.has(OTHER)).toBe(false);
  await folder.add(OTHER, letter("two"), AT);
  expect((await folder.list()).map(({ messageId }) => messageId)).toEqual([OTHER, ID]);
});

test("a letter that is withdrawn before the print house took it: said in the manifest, out of the way, and kept", async () => {
  const folder = await openPrintFolder(path);
  await folder.add(ID, letter("one"), AT);
  await folder.add(OTHER, letter("two"), AT);
  expect(await folder.withdraw(ID, AT)).toBe(true);
  expect(await (await openPrintFolder(path)).withdraw(ID, AT)).toBe(true);
  expect((await folder.list()).map(({ messageId }) => messageId)).toEqual([OTHER]);
  expect(await folder.read(ID)).toBeUndefined();
  expect(readdirSync(path).sort()).toEqual([`${ID}.withdrawn`, `${OTHER}.pdf`, "manifest.jsonl"]);
  const last = readFileSync(join(path, "manifest.jsonl"), "utf8").trim().split("\n").at(-1)!;
  expect(JSON.parse(last)).toEqual({ messageId: ID, withdrawnAt: AT.toISOString() });
  await folder.add(ID, letter("one"), AT);
  expect(await folder.read(ID)).toBeUndefined();
});

test("a letter that the print house took before it was withdrawn, or that never was there: told so", async () => {
  const folder = await openPrintFolder(path);
  await folder.add(ID, letter("one"), AT);
  rmSync(join(path, `${ID}.pdf`));
  expect(await folder.withdraw(ID, AT)).toBe(false);
  expect(await folder.list()).toEqual([]);
  expect(await folder.withdraw(OTHER, AT)).toBe(false);
});

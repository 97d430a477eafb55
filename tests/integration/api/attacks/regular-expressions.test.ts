import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { createContext, Script } from "node:vm";
import ts from "typescript";
import { afterAll, beforeAll, expect, test } from "vitest";
import { describedOperations } from "../../../support/described-operations.ts";
import { serveSamtid, type ServedSamtid } from "../../../support/served-samtid.ts";

const SERVER = join(import.meta.dirname, "../../../../server");
const LENGTH = 50_000;
/** Of processor time, so that a busy machine does not matter; what backtracks needs a hundred times this. */
const LONGEST_MS = 100;
const GIVE_UP_MS = 5_000;

let served: ServedSamtid;
beforeAll(async () => {
  served = await serveSamtid({ now: () => new Date("2026-03-02T08:00:00Z") });
});
afterAll(() => served?.stop());

/** What makes expressions go back and try again: long runs of what they repeat, which then end otherwise. */
const UNITS = [
  ...'aA01 -.@_/:;,\n\t<>&"å%=(+',
  "\r\n",
  "0 ",
  "0-",
  "a.",
  "a@",
  "-a",
  " a",
  "aA",
  "<a",
  "&a",
  "a\n",
  "\n ",
  "://",
];
const HOSTILE = UNITS.flatMap((unit) =>
  ["", "a@", "0"].flatMap((start) =>
    ["", "\u0000"].map((end) => start + unit.repeat(Math.ceil(LENGTH / unit.length)) + end),
  ),
);

const apart = createContext({});
const run = new Script("expression.lastIndex = 0; expression.test(text)");

/** Fastest of three, milliseconds of processor time; gives up on what takes for ever. */
function timeOf(expression: RegExp, text: string): number {
  let best = Infinity;
  for (let tries = 0; tries < 3 && best > LONGEST_MS; tries++) {
    const before = process.cpuUsage();
    Object.assign(apart, { expression, text });
    try {
      run.runInContext(apart, { timeout: GIVE_UP_MS });
    } catch {
      return Infinity;
    }
    best = Math.min(best, process.cpuUsage(before).user / 1000);
  }
  return best;
}

function slowest(expression: RegExp): { ms: number; text: string } {
  let worst = { ms: 0, text: "" };
  for (const text of HOSTILE) {
    const ms = timeOf(expression, text);
    if (ms > worst.ms) worst = { ms, text: text.slice(0, 12) };
    if (ms > LONGEST_MS) break;
  }
  return worst;
}

test("every pattern the API's document tells of takes 50 000 hostile characters at once", async () => {
  const patterns = new Set<string>();
  for (const { bodySchema, parameters } of await describedOperations(served.origin))
    JSON.stringify([bodySchema, parameters], (key, value: unknown) => {
      if (key === "pattern" && typeof value === "string") patterns.add(value);
      return value;
    });
  expect(patterns.size).toBeGreaterThan(5);
  for (const pattern of patterns) {
    const { ms, text } = slowest(new RegExp(pattern, "u"));
    expect(ms, `${pattern} on ${text}…`).toBeLessThan(LONGEST_MS);
  }
}, 300_000);

/** Every regular expression written in the server, with where it is. */
function writtenExpressions(): [where: string, expression: RegExp][] {
  const files = readdirSync(SERVER, { recursive: true, encoding: "utf8" }).filter((file) =>
    file.endsWith(".ts"),
  );
  return files.flatMap((file) => {
    const found: [string, RegExp][] = [];
    const source = ts.createSourceFile(
      file,
      readFileSync(join(SERVER, file), "utf8"),
      ts.ScriptTarget.Latest,
    );
    const visit = (node: ts.Node): void => {
      if (ts.isRegularExpressionLiteral(node)) {
        const end = node.text.lastIndexOf("/");
        found.push([`${file}: ${node.text}`, new RegExp(node.text.slice(1, end), node.text.slice(end + 1))]);
      }
      ts.forEachChild(node, visit);
    };
    visit(source);
    return found;
  });
}

test("and so does every expression written in the server, whatever it reads", () => {
  const expressions = writtenExpressions();
  expect(expressions.length).toBeGreaterThan(30);
  const slow = expressions.flatMap(([where, expression]) => {
    const { ms, text } = slowest(expression);
    return ms < LONGEST_MS ? [] : [`${where} took ${ms} ms on ${JSON.stringify(text)}…`];
  });
  expect(slow).toEqual([]);
}, 600_000);

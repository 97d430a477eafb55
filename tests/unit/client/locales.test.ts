import { readdirSync, readFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { expect, test } from "vitest";
import { MEETING_TYPE, MEETING_TYPES } from "../../../server/meetings/types/registered-types.contract.ts";

const LOCALES = "client/src/locales";
const PLURAL = /_(zero|one|two|few|many|other)$/;

interface Texts {
  [key: string]: string | Texts;
}

function filesBelow(folder: string, pattern: RegExp): string[] {
  const names = readdirSync(folder, { recursive: true, encoding: "utf8" });
  return names.filter((name) => pattern.test(name)).map((name) => join(folder, name));
}

function keysOf(texts: Texts, prefix: string): string[] {
  return Object.entries(texts).flatMap(([key, text]) =>
    typeof text === "string" ? [(prefix + key).replace(PLURAL, "")] : keysOf(text, `${prefix}${key}.`),
  );
}

/** Every key of one file, with its namespace: `sign-in:title`. */
function keysIn(file: string): string[] {
  return keysOf(JSON.parse(readFileSync(file, "utf8")) as Texts, `${basename(file, ".json")}:`);
}

/** Every key a source file asks for; `${…}` stands for any one step or more. */
function keysAskedFor(source: string): string[] {
  const namespace = /useTranslation\("([^"]+)"\)/.exec(source)?.[1] ?? "common";
  const asked = [
    ...source.matchAll(/\bt\(\s*(["'`])(.+?)\1/gs),
    ...source.matchAll(/\btitle: (")([\w-]+:[^"]+)"/g),
  ];
  return asked.map(([, , key = ""]) => (key.includes(":") ? key : `${namespace}:${key}`));
}

function matcherOf(key: string): RegExp {
  const escaped = key.split(/\$\{[^}]*\}/).map((part) => part.replaceAll(/[.*+?^${}()|[\]\\]/g, "\\$&"));
  return new RegExp(`^${escaped.join(".+")}$`);
}

/** What the types of meeting are called lies where the types are. */
const ofTypes = MEETING_TYPES.flatMap((code) => keysOf(MEETING_TYPE[code].texts, `meeting-types:${code}.`));
const swedish = [...filesBelow(`${LOCALES}/sv`, /\.json$/).flatMap(keysIn), ...ofTypes];
const withoutDocumentation = (source: string) => source.replaceAll(/\/\*\*\s.*?\*\//gs, "");
const sources = filesBelow("client/src", /\.(vue|ts)$/).map(
  (file) => [file, withoutDocumentation(readFileSync(file, "utf8"))] as const,
);

test("every text that the client asks for, when the language is Swedish, exists", () => {
  const missing = sources.flatMap(([file, source]) =>
    keysAskedFor(source)
      .filter((key) => !swedish.some((existing) => matcherOf(key).test(existing)))
      .map((key) => `${file}: ${key}`),
  );
  expect(missing).toEqual([]);
  expect(sources.flatMap(([, source]) => keysAskedFor(source)).length).toBeGreaterThan(20);
});

test("every text in another language, when Swedish is what it falls back to, exists in Swedish too", () => {
  const others = filesBelow(LOCALES, /\.json$/).filter((file) => basename(dirname(file)) !== "sv");
  const orphans = others.flatMap((file) =>
    keysIn(file)
      .filter((key) => !key.startsWith("fkui:") && !swedish.includes(key))
      .map((key) => `${file}: ${key}`),
  );
  expect(orphans).toEqual([]);
});

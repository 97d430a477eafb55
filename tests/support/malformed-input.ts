import fc from "fast-check";
import { hostileText } from "./hostile-text.ts";

/** What has broken parsers and databases before: sent as it is. */
const BODIES = [
  "{",
  "null",
  "[]",
  '"text"',
  "123",
  '{"__proto__":{"polluted":true}}',
  '{"constructor":{"prototype":{"polluted":true}}}',
  '{"caseId":"\\u0000","startAt":"2026-02-30T25:00:00Z"}',
  '{"caseId":{"$ne":null},"sides":[[]],"durationMinutes":1e308}',
  "[".repeat(5_000),
  `{"text":"${"a".repeat(70_000)}"}`,
  '{"x":"\\ud800"}',
];
/** Well formed for a command whose every field may be left out, so for none a malformed one. */
const EMPTY = /^\s*(\{\s*\})?\s*$/;
/** Longer than any text may be. */
const TOO_LONG = "a".repeat(30_000);

/** Another kind of value than the one given: never null, which may be allowed. */
function ofAnotherKind(value: unknown): fc.Arbitrary<unknown> {
  const wrong = [7.5, true, "\u0000", TOO_LONG, [[]], { $ne: "" }];
  return fc.constantFrom(
    ...wrong.filter(
      (each) => typeof each === "string" || Array.isArray(each) || typeof each !== typeof value,
    ),
  );
}

/** A body that no operation takes: one that is no JSON, has something more in it, or something of another kind. */
export function malformedBody(valid: unknown): fc.Arbitrary<string> {
  const anything = fc
    .oneof(
      fc.json(),
      fc.anything({ withNullPrototype: false }).map((value) => JSON.stringify(value) ?? "undefined"),
    )
    .filter((text) => !EMPTY.test(text));
  const garbage = fc.oneof(
    fc.constantFrom(...BODIES),
    anything,
    hostileText.map((text) => `{${JSON.stringify(text)}`),
  );
  if (typeof valid !== "object" || valid === null) return garbage;
  // Of a body that may hold nothing, what is left when its only field is taken away is well formed.
  return fc.oneof(
    garbage,
    withMore(valid),
    changed(valid).filter((text) => !EMPTY.test(text)),
  );
}

function withMore(valid: object): fc.Arbitrary<string> {
  return fc
    .tuple(
      fc.string({ minLength: 1 }).filter((name) => !(name in valid) && name !== "toJSON"),
      fc.jsonValue(),
    )
    .map(([name, value]) => JSON.stringify({ ...valid, [`x${name}`]: value }));
}

function changed(valid: object): fc.Arbitrary<string> {
  const places = placesIn(valid).filter((place) => place.length > 0);
  if (places.length === 0) return withMore(valid);
  return fc
    .constantFrom(...places)
    .chain((place) =>
      ofAnotherKind(at(valid, place)).map((value) => JSON.stringify(put(valid, place, value))),
    );
}

type Place = readonly (string | number)[];

function placesIn(value: unknown, place: Place = []): Place[] {
  if (typeof value !== "object" || value === null) return value === null ? [] : [place];
  const inner = Array.isArray(value) ? [...value.entries()] : Object.entries(value);
  return inner.flatMap(([key, each]) => placesIn(each, [...place, key]));
}
const at = (value: unknown, place: Place): unknown =>
  place.reduce((inner, key) => (inner as Record<string | number, unknown>)[key], value);
function put(value: unknown, place: Place, wrong: unknown): unknown {
  const copy = structuredClone(value);
  const parent = at(copy, place.slice(0, -1)) as Record<string | number, unknown>;
  parent[place.at(-1)!] = wrong;
  return copy;
}

/** What stands where an id should, or nearly: never one that exists. */
export const malformedPathPart: fc.Arbitrary<string> = fc
  .oneof(
    fc.constantFrom(
      "0",
      "%00",
      "%E0%A4%A",
      "..%2f..%2fetc",
      "a".repeat(5_000),
      "'; drop table person; --",
      "null",
      "-1",
    ),
    fc.uuid(),
    hostileText.map((text) => encodeURIComponent(text.replaceAll(/\p{Surrogate}/gu, "?"))),
  )
  .filter((part) => part !== "" && part !== "." && part !== "..");

/** Parameters that no operation has, or that it has in another way. */
export const malformedQuery: fc.Arbitrary<string> = fc.oneof(
  fc.constantFrom(
    "x=1",
    "limit=-1&x",
    "limit=1e9&page=0",
    "from=yesterday&to=%00",
    "search=%00&x=",
    "a[b]=c&a=b",
    "limit=1&limit=2&x",
    "__proto__[x]=1",
  ),
  hostileText.map((text) => `x=${encodeURIComponent(text.replaceAll(/\p{Surrogate}/gu, "?"))}`),
);

/** What a header says of the body, or of what was seen, that it should not. */
export const malformedHeaders: fc.Arbitrary<Record<string, string>> = fc.constantFrom<
  Record<string, string>[]
>(
  {},
  { "content-type": "text/plain" },
  { "content-type": "application/json; charset=utf-7" },
  { "content-encoding": "gzip" },
  { "if-match": '"99999999999999999999"', "idempotency-key": " " },
  { "if-match": "*" },
);

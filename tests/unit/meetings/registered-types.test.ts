import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { MeetingType } from "../../../server/meetings/types/meeting-type.contract.ts";
import { MEETING_TYPE, MEETING_TYPES } from "../../../server/meetings/types/registered-types.contract.ts";

/** Where a type may be named: where it is, in the history of the database, in what was made up, in an example, and in the report, which is of these four. */
const MAY_NAME = [
  "server/meetings/types/",
  "server/platform/database/migrations/",
  "server/demo/",
  "server/followup/figures/",
  "server/followup/history/history-examples.ts",
  "client/src/features/figures/",
];

test("a type of meeting is named where it is defined and nowhere else: a fifth one touches one folder", () => {
  const files = ["server", "workers", "client/src"]
    .flatMap((root) =>
      readdirSync(root, { recursive: true, encoding: "utf8" }).map((file) => join(root, file)),
    )
    .filter(
      (file) => /\.(ts|vue|json|html)$/.test(file) && !MAY_NAME.some((folder) => file.startsWith(folder)),
    );
  expect(files.length).toBeGreaterThan(500);
  const naming = files.filter((file) => {
    const text = readFileSync(file, "utf8");
    return MEETING_TYPES.some((code) => text.includes(code));
  });
  expect(naming).toEqual([]);
});

test("each type is whole: its usual length is one of those it can have, and no two share a code or a name", () => {
  for (const code of MEETING_TYPES) {
    const type = MeetingType.parse(MEETING_TYPE[code]);
    expect(type.code).toBe(code);
    expect(type.durationsMinutes).toContain(type.defaultDurationMinutes);
    expect(type.requiredParties).not.toHaveLength(0);
  }
  expect(new Set(MEETING_TYPES).size).toBe(MEETING_TYPES.length);
  expect(new Set(Object.values(MEETING_TYPE).map(({ texts }) => texts.name)).size).toBe(MEETING_TYPES.length);
});

import { expect, test } from "vitest";
import { formatTimeAgo } from "../../../../client/src/time/format-time-ago.ts";

const NOW = new Date("2026-03-02T08:00:00Z");

test.each([
  ["2026-03-02T08:00:30Z", "denna minut"],
  ["2026-03-02T07:01:00Z", "för 59 minuter sedan"],
  ["2026-03-02T06:00:01Z", "för 119 minuter sedan"],
  ["2026-03-02T06:00:00Z", "för 2 timmar sedan"],
  ["2026-03-01T06:00:00Z", "för 26 timmar sedan"],
  ["2026-02-28T08:00:00Z", "i förrgår"],
  ["2026-02-20T08:00:00Z", "för 10 dagar sedan"],
])("%s is %s", (instant, text) => expect(formatTimeAgo(instant, NOW)).toBe(text));

import { beforeEach, expect, test, vi } from "vitest";
import { setLanguage } from "../../../../client/src/locales/i18n.ts";
import { formatDuration } from "../../../../client/src/time/format-duration.ts";

beforeEach(async () => {
  vi.stubGlobal("document", { documentElement: {} });
  await setLanguage("sv");
});

const start = "2026-11-24T09:00:00Z";

test("a duration, when it is whole hours, minutes or both, is written out in the reader's language", async () => {
  expect(formatDuration(start, "2026-11-24T10:00:00Z")).toBe("1 timme");
  expect(formatDuration(start, "2026-11-24T09:45:00Z")).toBe("45 minuter");
  expect(formatDuration(start, "2026-11-24T11:30:00Z")).toBe("2 timmar och 30 minuter");
  await setLanguage("en");
  expect(formatDuration(start, "2026-11-24T10:15:00Z")).toBe("1 hour and 15 minutes");
  await setLanguage("ar");
  expect(formatDuration(start, "2026-11-24T11:00:00Z")).toBe("ساعتان");
});

test("a duration, when the reader has lättläst svenska, is in Swedish", async () => {
  await setLanguage("sv-lattlast");
  expect(formatDuration(start, "2026-11-24T10:00:00Z")).toBe("1 timme");
});

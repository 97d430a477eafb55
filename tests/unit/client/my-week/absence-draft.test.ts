import { expect, test } from "vitest";
import { absenceToSend, emptyAbsence } from "../../../../client/src/features/my-week/absence-draft.ts";

test("whole days last until the day after the last begins, also when the clocks change in them", () => {
  const draft = { ...emptyAbsence("2026-10-23"), lastOn: "2026-10-26", title: "  " };

  expect(absenceToSend(draft)).toEqual({
    startAt: "2026-10-22T22:00:00Z",
    endAt: "2026-10-26T23:00:00Z",
    title: null,
  });
});

test("a part of a day is on the first day alone, whatever the last one says", () => {
  const draft = {
    ...emptyAbsence("2026-11-24"),
    extent: "partOfDay" as const,
    lastOn: "2026-11-27",
    from: "13:00",
    to: "14:15",
    title: " Tandläkare ",
  };

  expect(absenceToSend(draft)).toEqual({
    startAt: "2026-11-24T12:00:00Z",
    endAt: "2026-11-24T13:15:00Z",
    title: "Tandläkare",
  });
});

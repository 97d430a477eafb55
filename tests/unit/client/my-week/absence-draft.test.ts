import { expect, test } from "vitest";
import {
  absenceToSend,
  draftFrom,
  emptyAbsence,
} from "../../../../client/src/features/my-week/absence-draft.ts";

test("whole days last until the day after the last begins, also when the clocks change in them", () => {
  const draft = { ...emptyAbsence("2026-10-23"), lastOn: "2026-10-26", title: "  " };

  expect(absenceToSend(draft)).toEqual({
    startAt: "2026-10-22T22:00:00Z",
    endAt: "2026-10-26T23:00:00Z",
    title: null,
    kind: "away",
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
    kind: "away",
  });
});

test("what is pointed out or already there is filled in, when the form can say it", () => {
  const sent = (startAt: string, endAt: string) => {
    const draft = draftFrom({ startAt, endAt, kind: "focus", title: "Utredningar" });
    return draft && absenceToSend(draft);
  };
  const rest = { kind: "focus", title: "Utredningar" };

  for (const [startAt, endAt] of [
    ["2026-10-22T22:00:00Z", "2026-10-26T23:00:00Z"],
    ["2026-11-24T12:00:00Z", "2026-11-24T13:15:00Z"],
  ] as const)
    expect(sent(startAt, endAt)).toEqual({ startAt, endAt, ...rest });
  expect(sent("2026-11-24T12:00:00Z", "2026-11-25T13:15:00Z")).toBeUndefined();
});

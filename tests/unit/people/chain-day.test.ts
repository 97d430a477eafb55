import { describe, expect, test } from "vitest";
import { chainClockOn } from "../../../server/people/chain-day.ts";

const WINDOW = { fromChainDay: 90, toChainDay: 180 };

describe("the clock of a sick-leave case", () => {
  test("counts on from the day that was entered, and says between which dates a kontaktmöte serves", () => {
    const entered = { chainDay: 100, chainDayOn: "2026-10-25" };

    expect(chainClockOn(entered, WINDOW, "2026-11-26")).toEqual({
      day: 132,
      firstUsefulOn: "2026-10-15",
      lastUsefulOn: "2027-01-13",
    });
  });

  test("says the same dates whichever day one looks", () => {
    const entered = { chainDay: 1, chainDayOn: "2026-02-27" };
    for (const today of ["2026-02-27", "2026-03-01", "2026-05-27", "2026-12-31"])
      expect(chainClockOn(entered, WINDOW, today)).toMatchObject({
        firstUsefulOn: "2026-05-27",
        lastUsefulOn: "2026-08-25",
      });
  });

  test("is none where FK has entered no day", () => {
    expect(chainClockOn({ chainDay: null, chainDayOn: null }, WINDOW, "2026-11-26")).toBeNull();
  });
});

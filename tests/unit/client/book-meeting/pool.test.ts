import { expect, test } from "vitest";
import {
  emptyPool,
  poolChoices,
  poolNear,
  poolOf,
  withinChoices,
} from "../../../../client/src/features/book-meeting/pool.ts";
import type { Office } from "../../../../server/people/people.contract.ts";

const office = (id: string, lan: string, more: Partial<Office> = {}): Office => ({
  id,
  organisationId: "arbetsformedlingen",
  name: id,
  lan,
  roles: ["arbetsformedlare"],
  languages: ["sv"],
  competences: [],
  ...more,
});
const OFFICES = [
  office("Uppsala", "Uppsala län", { roles: ["arbetsformedlare", "psykolog"], languages: ["fi", "sv"] }),
  office("Enköping", "Uppsala län", { competences: ["unga"] }),
  office("Luleå", "Norrbottens län", { languages: ["ar"] }),
  office("Uppsala FK", "Uppsala län", { organisationId: "forsakringskassan" }),
];

test("a pool is an office, or without one the whole län, with only the demands that are made", () => {
  const lan = { ...emptyPool(), lan: "Uppsala län" };
  expect(poolOf(emptyPool())).toBeUndefined();
  expect(poolOf({ ...lan, language: "fi" })).toEqual({ lan: "Uppsala län", language: "fi" });
  expect(poolOf({ ...lan, officeId: "Uppsala", role: "psykolog" })).toEqual({
    officeId: "Uppsala",
    role: "psykolog",
  });
});

test("one can choose what somebody is or knows in the chosen län, or at the chosen office, of that agency", () => {
  const inLan = poolChoices(OFFICES, "arbetsformedlingen", { lan: "Uppsala län", officeId: "" });
  expect(inLan).toMatchObject({
    lans: ["Norrbottens län", "Uppsala län"],
    roles: ["arbetsformedlare", "psykolog"],
    languages: ["fi", "sv"],
    competences: ["unga"],
  });
  expect(inLan.offices.map(({ id }) => id)).toEqual(["Uppsala", "Enköping"]);
  const atOffice = poolChoices(OFFICES, "arbetsformedlingen", { lan: "Uppsala län", officeId: "Enköping" });
  expect(atOffice).toMatchObject({ roles: ["arbetsformedlare"], languages: ["sv"] });
});

test("demands that nobody can meet where one searches now are dropped, the others stay", () => {
  const pool = { ...emptyPool(), lan: "Norrbottens län", officeId: "Uppsala", language: "fi" } as const;
  const moved = withinChoices(
    { ...pool, role: "arbetsformedlare" },
    poolChoices(OFFICES, "arbetsformedlingen", pool),
  );
  expect(moved).toEqual({ ...emptyPool(), lan: "Norrbottens län", role: "arbetsformedlare" });
});

test("one starts at one's own office, and in the other agency's offices of the same län", () => {
  const me = { organisationId: "arbetsformedlingen", officeName: "Enköping" } as const;
  expect(poolNear(OFFICES, "arbetsformedlingen", me)).toMatchObject({ officeId: "Enköping" });
  expect(poolNear(OFFICES, "forsakringskassan", me)).toMatchObject({ lan: "Uppsala län", officeId: "" });
  expect(poolNear(OFFICES, "forsakringskassan", undefined)).toEqual(emptyPool());
});

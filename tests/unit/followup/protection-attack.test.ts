import loadHighs, { type Highs } from "highs";
import { beforeAll, expect, test } from "vitest";
import { TOTAL } from "../../../server/followup/figures/populations.ts";
import { publishedWorld, type Asked, type PublishedWorld } from "../../support/figures/published-world.ts";

/**
 * An attacker who has everything that anybody is shown, at every place and of every period, and a linear solver: what is the least and the
 * most that a hidden cell can be, if every shown sum is to hold and no number of people is below none?
 */
let highs: Highs;
beforeAll(async () => {
  highs = await loadHighs();
});

const SEXES = [
  ["women", "sjukpenning", "women.sjukpenning"],
  ["men", "sjukpenning", "men.sjukpenning"],
];
const PEOPLE = ["women", "men"].flatMap((sex) =>
  ["age_18_29", "age_30_65"].flatMap((age) =>
    ["sjukpenning", "aktivitetsersattning"].map((benefit) => [sex, age, benefit, `${sex}.${benefit}`]),
  ),
);
const MEASURES = [["measures_started"], ["no_measures"]];
const RESULTS = [["regained", "work"], ["regained", "studies"], ["remains"], ["no_information"]].map(
  (parts) => [...parts, "avslutat"],
);
const MODES = [["video"], ["telephone"], ["on_site"]].map((parts) => [
  ...parts,
  "no_interpreter",
  "not_moved",
]);

const WORLDS: readonly Parameters<typeof publishedWorld>[0][] = [
  { population: "survey_end", seed: 1, most: 4, leaves: MEASURES, people: PEOPLE },
  { population: "survey_end", seed: 2, most: 12, leaves: MEASURES, people: PEOPLE },
  { population: "cooperation_end", seed: 3, most: 6, leaves: RESULTS, people: SEXES },
  { population: "gemensam_kartlaggning", seed: 4, most: 12, leaves: MODES, people: SEXES },
  { population: "gemensam_kartlaggning", seed: 5, most: 80, leaves: MODES, people: SEXES },
  { population: "waiting_survey", seed: 7, most: 8, leaves: [[]], people: SEXES },
  { population: "gemensam_kartlaggning", seed: 6, most: 200, july: 0.02, leaves: MODES, people: SEXES },
];
const TARGETS = 25;

test.each(WORLDS)(
  "$population, $seed: a hidden cell of one to four can't be told from fewer or more",
  (options) => {
    const world = publishedWorld(options);
    const few = world.hidden.filter(({ value }) => value > 0 && value < 5);
    expect(few.length).toBeGreaterThan(TARGETS);
    expect(world.shown.length).toBeGreaterThan(50);
    expect(world.shown.filter(({ value }) => value > 0 && value < 5)).toEqual([]);
    // What is told of months, quarters and years, and what is told of no such period.
    const [whole, divided] = [few.filter(({ d }) => d === TOTAL), few.filter(({ d }) => d !== TOTAL)];
    const attack = attackerOf(world);
    const found = [...spread(whole), ...spread(divided)]
      .map((cell) => ({ cell, most: attack("Maximize", cell) }))
      .filter(({ most }) => most < 5)
      .map(({ cell, most }) => ({ ...cell, most, least: attack("Minimize", cell) }));
    expect(found.filter(({ least, most }) => least > 1 - 1e-6 || most < 4 - 1e-6)).toEqual([]);
  },
);

/** Some of them, from all over. */
function spread<T>(all: readonly T[]): readonly T[] {
  const step = Math.max(1, Math.floor((2 * all.length) / TARGETS));
  return all.filter((_, index) => index % step === 0);
}

/** The bounds of a cell, as a linear programme over all kinds of people. */
function attackerOf(world: PublishedWorld) {
  const sumOf = (asked: Asked) =>
    world.kinds.flatMap((kind, index) => (world.isIn(kind, asked) ? [`x${index}`] : [])).join(" + ");
  const constraints = world.shown
    .map((cell, index) => ({ sum: sumOf(cell), line: ` c${index}: ${sumOf(cell)} = ${cell.value}` }))
    .filter(({ sum }) => sum !== "")
    .map(({ line }) => line);
  return (direction: "Maximize" | "Minimize", asked: Asked): number => {
    const solution = highs.solve(
      `${direction}\n obj: ${sumOf(asked)}\nSubject To\n${constraints.join("\n")}\nEnd`,
    );
    expect(solution.Status).toBe("Optimal");
    return solution.ObjectiveValue;
  };
}

import { expect, test } from "vitest";
import { furtherInputOf } from "../../../server/scheduling/further-participants.ts";
import { rankJointTimes } from "../../../server/scheduling/rank-joint-times.ts";
import { canTakePart, whyNotAt } from "../../../server/scheduling/why-not.ts";
import {
  during,
  minuteAt,
  officeWorker,
  situation,
  TUESDAY,
  windowOf,
} from "../../support/search-situation.ts";

const { from: start, to: end } = windowOf(TUESDAY, TUESDAY);
const interpreter = { personId: "interpreter", busyTime: [during(TUESDAY, "09:00", "12:00")] };
const specialist = officeWorker("specialist", { from: start, to: end });
const known = { handlaggare: [specialist], externals: [interpreter] };
const binding = (personId: string) => ({ personId, attendance: "binding" as const });
const optional = (personId: string) => ({ personId, attendance: "optional" as const });
const inputOf = (further: Parameters<typeof furtherInputOf>[0]) =>
  situation(furtherInputOf(further, known, { start, end }));
const nine = minuteAt(TUESDAY, "09:00");
const one = minuteAt(TUESDAY, "13:00");

test("a binding interpreter in another meeting: no time goes into it, and that is all that is told", () => {
  const input = inputOf([binding("interpreter")]);
  const starts = rankJointTimes(input).map(({ startMinute }) => startMinute);

  expect(starts).toContain(one);
  expect(starts).not.toContain(nine);
  expect(whyNotAt(input, nine)).toEqual([{ code: "participant_unavailable", personId: "interpreter" }]);
});

test("an optional interpreter in another meeting: the same times as without, those they have ranked first", () => {
  const input = inputOf([optional("interpreter")]);
  const times = rankJointTimes(input);
  const without = rankJointTimes(inputOf([]), { by: "time" });

  expect(times).toHaveLength(without.length);
  expect(times[0]!.parts.optional).toBeGreaterThan(0);
  expect(times.find(({ startMinute }) => startMinute === nine)!.parts.optional).toBe(0);
  const [person] = input.optionalParticipants!;
  expect([nine, one].map((at) => canTakePart(person!, input, at))).toEqual([false, true]);
});

test("a specialist is there in their working hours; an external party has none", () => {
  const input = inputOf([binding("specialist"), binding("interpreter")]);
  const evening = minuteAt(TUESDAY, "18:00");
  const [ofSpecialist, ofInterpreter] = input.participants!;

  expect(canTakePart(ofSpecialist!, input, evening)).toBe(false);
  expect(canTakePart(ofInterpreter!, input, evening)).toBe(true);
});

test("somebody of whom nothing is known is never free", () => {
  expect(rankJointTimes(inputOf([binding("left")]))).toEqual([]);
});

import { expect, test } from "vitest";
import { isOutdated, refusalOf } from "../../../../client/src/features/invitation/answer-problem.ts";

const problem = (code: string, status: number) => ({ type: "about:blank", title: "", status, code });

test.each([
  ["offer_expired", 410],
  ["time_taken", 409],
  ["network", 0],
])("a refusal with the code %s is told as what it is, whatever was tried", (code, status) => {
  expect(refusalOf(problem(code, status), "choice")).toBe(code);
  expect(refusalOf(problem(code, status), "answer")).toBe(code);
});

test("a meeting that is no longer as shown has a time already when one chooses, and can't be answered when one answers", () => {
  expect(refusalOf(problem("wrong_state", 409), "choice")).toBe("already_chosen");
  expect(refusalOf(problem("wrong_state", 409), "answer")).toBe("wrong_state");
});

test("a session that has ended is told apart from faults of ours", () => {
  expect(refusalOf(problem("not_signed_in", 401), "choice")).toBe("signed_out");
  expect(refusalOf(problem("unexpected", 500), "choice")).toBe("other");
});

test("the invitation is read again when it has changed, not when nothing arrived", () => {
  for (const code of ["wrong_state", "offer_expired", "time_taken"])
    expect(isOutdated(problem(code, 409))).toBe(true);
  for (const code of ["network", "unexpected", "invalid"]) expect(isOutdated(problem(code, 0))).toBe(false);
});

import { expect, test } from "vitest";
import { describeFault } from "../../../server/invitations/describe-fault.ts";

/** As if thrown where the stack says. */
function thrown(error: Error, place: string, more: object = {}): Error {
  error.stack = `${error.name}: ${error.message}\n    at make (file:///srv/samtid/node_modules/x/y.js:1:2)\n    at send (${place})`;
  return Object.assign(error, more);
}

test("a fault in our own code: its class and where, and nothing of what it says", () => {
  const error = thrown(
    new TypeError("no address for anna@example.test at server/people/anna.ts:1"),
    "file:///srv/samtid/server/invitations/sms-text.ts:31:9",
  );
  expect(describeFault(error)).toBe("TypeError (server/invitations/sms-text.ts:31)");
});

test("a fault that the database reports: its SQLSTATE, and nothing of the row", () => {
  const error = thrown(new Error("duplicate key"), "node:internal/x:1:1", {
    code: "23505",
    detail: "Key (email)=(anna@example.test) already exists.",
  });
  expect(describeFault(error)).toBe("Error 23505");
});

test("a fault whose name or code is a text, or that is no error: says no more than that there was one", () => {
  const error = thrown(new Error("x"), "native", { name: "Anna Andersson was here", code: "070-174 06 05" });
  expect(describeFault(error)).toBe("Error");
  expect(describeFault("anna@example.test")).toBe("Error");
});

test("a fault thrown here: the stack that Node makes is understood", () => {
  expect(describeFault(new RangeError("x"))).toBe("RangeError");
});

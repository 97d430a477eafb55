import { expect, test } from "vitest";
import { returnPath } from "../../../client/src/features/sign-in/return-path.ts";

test.each(["/boka", "/moten/7?flik=svar", "/"])(
  "%s, when asked for, is where one comes back to",
  (returnTo) => {
    expect(returnPath({ query: { returnTo } })).toBe(returnTo);
  },
);

test.each(["//evil.example", "/\\evil.example", "https://evil.example", "boka", null, ["/a", "/b"]])(
  "%s, when asked for, gives the start page instead",
  (returnTo) => {
    expect(returnPath({ query: { returnTo } })).toBe("/min-vecka");
  },
);

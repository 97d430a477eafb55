import { expect, test } from "vitest";
import { extendContent } from "../../../server/identity/session-content.ts";

const NOW = new Date("2026-03-02T12:00:00Z");
const EARLIER = "2026-03-02T08:00:00.000Z";
const staff = { personId: "p", organisationId: "forsakringskassan" } as const;
const invitation = { participantId: "d", linkId: "l" };

test("a sign-in in a fresh browser counts from now", () => {
  expect(extendContent({}, { staff }, NOW)).toEqual({ staff, startedAt: NOW.toISOString() });
});

test("signing in again counts from now, since nothing old is kept", () => {
  expect(extendContent({ staff, startedAt: EARLIER }, { staff }, NOW).startedAt).toBe(NOW.toISOString());
});

test.each([
  [{ staff, startedAt: EARLIER }, { invitation }],
  [{ invitation, startedAt: EARLIER }, { staff }],
])("adding to what a session holds keeps its age", (before, gained) => {
  expect(extendContent(before, gained, NOW)).toEqual({ staff, invitation, startedAt: EARLIER });
});

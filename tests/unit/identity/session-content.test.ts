import { describe, expect, test } from "vitest";
import {
  extendContent,
  isFreshlySignedIn,
  stillGranted,
  type Gained,
} from "../../../server/identity/session-content.ts";

const NOW = new Date("2026-03-02T12:00:00Z");
const EARLIER = "2026-03-02T08:00:00.000Z";
const signIn = {
  provider: "forsakringskassan",
  subjectHash: "s",
  providerSession: null,
  assurance: null,
  browserKind: null,
  at: EARLIER,
};
const staff = { personId: "p", organisationId: "forsakringskassan", signIn } as const;
const individual = { personId: "i", signIn };
const invitation = { participantId: "d", linkId: "l", openedAt: EARLIER };
const LIMITS = { idleMinutes: 480, longestHours: 12, linkHours: 4, stepUpHours: 8 };
const hours = (count: number) => new Date(Date.parse(EARLIER) + count * 3_600_000);

test("a sign-in in a fresh browser counts from now", () => {
  expect(extendContent({}, { staff }, NOW)).toEqual({ staff, startedAt: NOW.toISOString() });
});

test("signing in again counts from now, since nothing old is kept", () => {
  expect(extendContent({ staff, startedAt: EARLIER }, { staff }, NOW).startedAt).toBe(NOW.toISOString());
});

test.each<[Gained, Gained]>([
  [{ staff }, { invitation }],
  [{ invitation }, { staff }],
  [{ individual }, { invitation }],
  [{ invitation }, { individual }],
])("adding to what a session holds keeps its age", (before, gained) => {
  expect(extendContent({ ...before, startedAt: EARLIER }, gained, NOW)).toEqual({
    ...before,
    ...gained,
    startedAt: EARLIER,
  });
});

describe("as time passes", () => {
  const session = { staff, invitation, startedAt: EARLIER };

  test("what a link opened is closed before the rest", () => {
    expect(stillGranted(session, LIMITS, hours(3.99))).toEqual(session);
    expect(stillGranted(session, LIMITS, hours(4))).toEqual({ staff, startedAt: EARLIER });
    expect(stillGranted(session, LIMITS, hours(12))).toBeUndefined();
  });

  test("a sign-in is fresh for so many hours, and nobody's is who hasn't signed in", () => {
    expect(isFreshlySignedIn(session, LIMITS, hours(7.99))).toBe(true);
    expect(isFreshlySignedIn(session, LIMITS, hours(8))).toBe(false);
    expect(isFreshlySignedIn({ individual, invitation }, LIMITS, hours(0))).toBe(false);
  });
});

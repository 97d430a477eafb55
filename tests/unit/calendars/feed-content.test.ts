import { describe, expect, test } from "vitest";
import {
  feedChangedAt,
  feedEntries,
  feedEntry,
  feedModifiedAt,
  feedWindow,
} from "../../../server/calendars/feed-content.ts";
import type { FeedMeeting } from "../../../server/calendars/feed-record.ts";

const MEETING: FeedMeeting = {
  heldTimeId: null,
  isDraft: false,
  binding: true,
  id: "0f9c2b7e-5a41-4d2c-9b3a-6f1f0d6f2b11",
  uid: "uid@samtid",
  sequence: 2,
  type: "omstallningsmote",
  reference: "SAM-7K2M9Q4T",
  startsAt: new Date("2026-03-27T12:00:00Z"),
  endsAt: new Date("2026-03-27T13:00:00Z"),
  createdAt: new Date("2026-03-01T09:00:00Z"),
  changedAt: new Date("2026-03-02T08:30:15Z"),
  protected: false,
};
const entry = (changes: Partial<FeedMeeting>, level: "busy" | "type" | "reference") =>
  feedEntry(
    { ...MEETING, ...changes },
    { detailLevel: level, ofIndividual: false },
    "https://samtid.example",
  );

describe("a meeting in a feed", () => {
  test.each([
    ["busy", "Upptagen"],
    ["type", "Omställningsmöte"],
    ["reference", "Omställningsmöte (SAM-7K2M9Q4T)"],
  ] as const)("at the detail level %s is called %s", (level, summary) => {
    expect(entry({}, level).summary).toBe(summary);
  });

  test.each(["type", "reference"] as const)(
    "with a person of protected identity is only busy, also at the level %s",
    (level) => {
      const { summary, description } = entry({ protected: true }, level);

      expect(summary).toBe("Upptagen");
      expect(description).not.toMatch(/Omställning|SAM-/);
    },
  );

  test("leads to its page, in the URL and in the text", () => {
    const page = "https://samtid.example/moten/0f9c2b7e-5a41-4d2c-9b3a-6f1f0d6f2b11";

    expect(entry({}, "busy").url).toBe(page);
    expect(entry({}, "busy").description).toContain(page);
  });

  test("in an individual's feed is a meeting and no more, whatever the level, and leads to no page of its own", () => {
    const own = { detailLevel: "reference", ofIndividual: true } as const;
    const { summary, description, url } = feedEntry(MEETING, own, "https://samtid.example");

    expect(summary).toBe("Möte");
    expect(`${summary} ${description} ${url}`).not.toMatch(/Omställning|SAM-|kassan|förmedling|0f9c2b7e/);
  });
});

test("a feed without meetings, and only it, says so in a minute long ago that takes nobody's time", () => {
  const feed = { detailLevel: "type", ofIndividual: false } as const;
  const [nothing, ...others] = feedEntries([], feed, "https://samtid.example");

  expect(others).toEqual([]);
  expect(nothing).toMatchObject({ summary: "Inga möten", status: "CONFIRMED", transparency: "TRANSPARENT" });
  expect(nothing!.endsAt < new Date("2000-01-02")).toBe(true);
  expect(feedEntries([MEETING], feed, "https://samtid.example").map(({ uid }) => uid)).toEqual([MEETING.uid]);
});

describe("the window", () => {
  test.each([
    ["in winter", "2026-01-15T11:00:00Z", "2025-12-15T23:00:00Z", "2027-01-15T23:00:00Z"],
    [
      "just before a Swedish midnight",
      "2026-07-01T21:59:59Z",
      "2026-05-31T22:00:00Z",
      "2027-07-01T22:00:00Z",
    ],
    ["just after it", "2026-07-01T22:00:00Z", "2026-06-01T22:00:00Z", "2027-07-02T22:00:00Z"],
    ["across spring's change", "2026-04-10T11:00:00Z", "2026-03-10T23:00:00Z", "2027-04-10T22:00:00Z"],
    ["across autumn's change", "2026-11-10T11:00:00Z", "2026-10-10T22:00:00Z", "2027-11-10T23:00:00Z"],
  ])("%s goes 30 days back and 365 ahead, in whole days", (_when, now, from, to) => {
    expect(feedWindow(new Date(now))).toEqual({ startAt: new Date(from), endAt: new Date(to) });
  });
});

describe("when a feed last changed", () => {
  const NOW = new Date("2026-03-02T08:30:15.400Z");
  const FEED = {
    createdAt: new Date("2026-02-01T09:00:00Z"),
    endsAt: new Date("2027-02-01T09:00:00Z"),
    changedAt: null,
  };
  const at = (changes: Partial<Parameters<typeof feedChangedAt>[0]>, now = NOW) =>
    feedModifiedAt(feedChangedAt({ ...FEED, ...changes }, now), now).toISOString();

  test("is the last midnight, when days enter and leave it", () => {
    expect(at({})).toBe("2026-03-01T23:00:00.000Z");
  });

  test("is the latest of creation, end and the version's rise", () => {
    expect(at({ createdAt: new Date("2026-03-02T06:00:00Z") })).toBe("2026-03-02T06:00:00.000Z");
    expect(at({ endsAt: new Date("2026-03-02T07:00:00Z") })).toBe("2026-03-02T07:00:00.000Z");
    expect(at({ changedAt: new Date("2026-03-02T07:30:00Z") })).toBe("2026-03-02T07:30:00.000Z");
  });

  test("is later for a change in the second of a fetch than it was at that fetch, and never in the future", () => {
    const earlier = at({ changedAt: new Date("2026-03-02T08:30:15.100Z") });
    const afterwards = at(
      { changedAt: new Date("2026-03-02T08:30:15.900Z") },
      new Date("2026-03-02T08:31:00Z"),
    );

    expect(earlier).toBe("2026-03-02T08:30:15.000Z");
    expect(afterwards).toBe("2026-03-02T08:30:16.000Z");
  });
});

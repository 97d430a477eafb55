import { describe, expect, test } from "vitest";
import { createFeedCache } from "../../../server/calendars/feed-cache.ts";
import { createLoadLimit } from "../../../server/calendars/load-limit.ts";

interface Edition {
  readonly name: string;
  readonly octets: number;
}

/** A cache, and how often each edition was written. */
function cacheOf(mostOctets: number) {
  const cache = createFeedCache<Edition>(mostOctets);
  const written: string[] = [];
  const get = (feedId: string, key: string, octets = 10) =>
    cache.get(feedId, key, async () => {
      const name = `${feedId} ${key}`;
      written.push(name);
      return { name, octets };
    });
  return { cache, get, written };
}

describe("the cache of feeds", () => {
  test("given many who ask for one edition at once, and again, it is written once", async () => {
    const { get, written } = cacheOf(100);
    await Promise.all(Array.from({ length: 50 }, () => get("a", "1")));

    expect((await get("a", "1")).name).toBe("a 1");
    expect(written).toEqual(["a 1"]);
  });

  test("given another key, the feed is written anew, and the former edition is not kept", async () => {
    const { get, written } = cacheOf(100);
    await get("a", "1");
    expect((await get("a", "2")).name).toBe("a 2");
    await get("a", "2");
    await get("a", "1");

    expect(written).toEqual(["a 1", "a 2", "a 1"]);
  });

  test("given more than it may hold, what was asked for longest ago goes", async () => {
    const { get, written } = cacheOf(25);
    for (const feedId of ["a", "b", "a", "c"]) await get(feedId, "1");
    written.length = 0;
    for (const feedId of ["a", "c", "b"]) await get(feedId, "1");

    expect(written).toEqual(["b 1"]);
  });

  test("given an edition larger than all it may hold, it is given, and others can be kept afterwards", async () => {
    const { get, written } = cacheOf(25);
    expect((await get("a", "1", 26)).name).toBe("a 1");
    await get("b", "1");
    await get("b", "1");

    expect(written).toEqual(["a 1", "b 1"]);
  });

  test("given that writing fails, whoever asks next has it tried again", async () => {
    const { cache, get } = cacheOf(25);
    await expect(cache.get("a", "1", () => Promise.reject(new Error("down")))).rejects.toThrow("down");

    expect((await get("a", "1")).name).toBe("a 1");
  });
});

describe("the limit of load", () => {
  test("given as much work as it lets through, more is refused as unavailable until some is done, well or badly", async () => {
    const limit = createLoadLimit(2);
    const ends: ((failure?: Error) => void)[] = [];
    const work = () =>
      new Promise<void>((resolve, reject) => {
        ends.push((failure) => (failure ? reject(failure) : resolve()));
      });
    const [first, second] = [limit(work), limit(work)];

    await expect(limit(work)).rejects.toMatchObject({ code: "unavailable" });
    ends[0]!();
    ends[1]!(new Error("down"));
    await first;
    await expect(second).rejects.toThrow("down");
    expect(await Promise.all([limit(async () => 1), limit(async () => 2)])).toEqual([1, 2]);
  });
});

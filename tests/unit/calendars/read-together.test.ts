import { expect, test } from "vitest";
import { createReadTogether } from "../../../server/calendars/read-together.ts";

/** A reader whose queries end when the test says so, and the keys of each query. */
function reader() {
  const queries: { keys: readonly string[]; end(failure?: Error): void }[] = [];
  const read = createReadTogether<string, string>(
    (keys) =>
      new Promise((resolve, reject) => {
        const values = new Map(keys.filter((key) => key !== "none").map((key) => [key, key.toUpperCase()]));
        queries.push({ keys, end: (failure) => (failure ? reject(failure) : resolve(values)) });
      }),
  );
  const turn = () => new Promise(setImmediate);
  return { read, queries, turn };
}

test("given that nothing is asked, the next is read at once; what is asked meanwhile goes together after it", async () => {
  const { read, queries, turn } = reader();
  const first = read("a");
  await turn();
  const others = Promise.all([read("b"), read("none"), read("b")]);
  await turn();
  expect(queries.map(({ keys }) => keys)).toEqual([["a"]]);
  queries[0]!.end();
  await turn();

  expect(queries.map(({ keys }) => keys)).toEqual([["a"], ["b", "none", "b"]]);
  queries[1]!.end();
  expect(await first).toBe("A");
  expect(await others).toEqual(["B", undefined, "B"]);
});

test("given that a query fails, those it was for are told, and the next are read", async () => {
  const { read, queries, turn } = reader();
  const first = expect(read("a")).rejects.toThrow("down");
  await turn();
  const second = read("b");
  queries[0]!.end(new Error("down"));
  await first;
  await turn();
  queries[1]!.end();

  expect(await second).toBe("B");
});

import { gzipSync } from "node:zlib";
import { request } from "node:http";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createApiBrowser, type ApiBrowser } from "../../../support/api-browser.ts";
import { digestOf } from "../../../support/database-digest.ts";
import { insertSamplePeople } from "../../../support/sample-people.ts";
import { serveSamtid, type ServedSamtid } from "../../../support/served-samtid.ts";

let served: ServedSamtid;
let staff: ApiBrowser;

beforeAll(async () => {
  served = await serveSamtid({ now: () => new Date("2026-03-02T08:00:00Z") });
  await insertSamplePeople(served.samtid, { handlaggare: 1, individuals: 1 });
  staff = createApiBrowser(served.origin);
  await staff.signIn("forsakringskassan", "fk-0");
});
afterAll(() => served?.stop());

interface Bomb {
  readonly body: Buffer;
  readonly headers?: Record<string, string>;
  /** Says nothing of the length beforehand. */
  readonly chunked?: boolean;
}

function explode(path: string, { body, headers = {}, chunked = false }: Bomb): Promise<number> {
  return new Promise((resolve, reject) => {
    const sent = request(`${served.origin}${path}`, {
      method: "POST",
      agent: false,
      headers: {
        "content-type": "application/json",
        "sec-fetch-site": "same-origin",
        cookie: `samtid=${staff.cookies.cookie("samtid")}`,
        ...(chunked ? { "transfer-encoding": "chunked" } : { "content-length": String(body.length) }),
        ...headers,
      },
    });
    sent.on("response", (response) => {
      response.resume();
      resolve(response.statusCode!);
    });
    // The server may answer and hang up before it has read all.
    sent.on("error", (error: NodeJS.ErrnoException) =>
      error.code === "EPIPE" || error.code === "ECONNRESET" ? resolve(413) : reject(error),
    );
    sent.end(body);
  });
}

const MEGABYTE = 1024 * 1024;
const nested = (open: string, close: string, depth: number) =>
  Buffer.from(open.repeat(depth) + close.repeat(depth));
const zeros = gzipSync(Buffer.alloc(100 * MEGABYTE, "0"));
const keys = (count: number) =>
  Buffer.from(`{${Array.from({ length: count }, (_, index) => `"k${index}":1`).join()}}`);

const BOMBS: Record<string, [Bomb, readonly number[]]> = {
  "10 MB of JSON": [{ body: Buffer.from(`{"text":"${"a".repeat(10 * MEGABYTE)}"}`) }, [413]],
  "10 MB that don't say how much they are": [
    { body: Buffer.from(`{"text":"${"a".repeat(10 * MEGABYTE)}"}`), chunked: true },
    [413],
  ],
  "lists 32 000 deep": [{ body: nested("[", "]", 32_000) }, [400, 422]],
  "objects 10 000 deep": [
    { body: Buffer.from(`${'{"a":'.repeat(10_000)}1${"}".repeat(10_000)}`) },
    [400, 422],
  ],
  "6 000 keys": [{ body: keys(6_000) }, [422]],
  "a number of 60 000 digits": [{ body: Buffer.from(`{"limit":${"9".repeat(60_000)}}`) }, [422]],
  "100 MB packed to 100 kB": [{ body: zeros, headers: { "content-encoding": "gzip" } }, [400, 413]],
  "a packed body that isn't big": [{ body: gzipSync("{}"), headers: { "content-encoding": "gzip" } }, [400]],
  "a body packed twice": [
    { body: gzipSync(gzipSync("{}")), headers: { "content-encoding": "gzip, gzip" } },
    [400],
  ],
  "a body packed in a way nobody knows": [
    { body: Buffer.from("{}"), headers: { "content-encoding": "x" } },
    [400],
  ],
};

test.each(Object.entries(BOMBS))(
  "%s: refused, whoever sends it, and nothing is written",
  async (_what, [bomb, refused]) => {
    const before = await digestOf(served.samtid);
    const memory = process.memoryUsage.rss();
    for (const path of ["/api/v1/meetings", "/api/v1/invitation-sessions", "/api/v1/case-searches"])
      expect(refused, path).toContain(await explode(path, bomb));
    expect(process.memoryUsage.rss() - memory).toBeLessThan(400 * MEGABYTE);
    expect(await digestOf(served.samtid)).toEqual(before);
  },
);

test("what isn't signed by us is read no further than 8 kB, packed or not", async () => {
  const path = "/api/v1/delivery-reports/digital-mailbox";
  expect(await explode(path, { body: Buffer.from(`"${"a".repeat(MEGABYTE)}"`) })).toBe(413);
  expect([400, 413]).toContain(await explode(path, { body: zeros, headers: { "content-encoding": "gzip" } }));
  const sms = { "content-type": "application/x-www-form-urlencoded" };
  const many = Buffer.from(Array.from({ length: 2_000 }, (_, index) => `a${index}=1`).join("&"));
  expect([400, 413]).toContain(await explode("/api/v1/delivery-reports/sms", { body: many, headers: sms }));
});

test("a calendar file that is packed is refused as it is, not unpacked", async () => {
  const packed = { "content-type": "text/calendar", "content-encoding": "gzip" };
  expect([400, 413, 415, 422]).toContain(
    await explode("/api/v1/busy-files?label=x", { body: zeros, headers: packed }),
  );
});

test("afterwards the server is as well as before", async () => {
  expect((await staff.get("/session")).body.kind).toBe("staff");
});

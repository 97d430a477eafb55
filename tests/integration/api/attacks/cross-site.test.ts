import { io } from "socket.io-client";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createApiBrowser, type ApiBrowser } from "../../../support/api-browser.ts";
import { digestOf } from "../../../support/database-digest.ts";
import { insertSamplePeople } from "../../../support/sample-people.ts";
import { serveSamtid, type ServedSamtid } from "../../../support/served-samtid.ts";

let served: ServedSamtid;
let staff: ApiBrowser;
let writes: { method: string; path: string }[];

beforeAll(async () => {
  served = await serveSamtid({ now: () => new Date("2026-03-02T08:00:00Z") });
  await insertSamplePeople(served.samtid, { handlaggare: 1, individuals: 1 });
  staff = createApiBrowser(served.origin);
  await staff.signIn("forsakringskassan", "fk-0");
  const { paths } = await (await fetch(`${served.origin}/api/v1/openapi.json`)).json();
  writes = Object.entries(paths as Record<string, object>).flatMap(([path, methods]) =>
    Object.keys(methods)
      .filter((method) => method !== "get")
      .map((method) => ({
        method: method.toUpperCase(),
        path: `/api/v1${path.replaceAll(/\{\w+\}/g, "00000000-0000-4000-8000-000000000000")}`,
      })),
  );
  writes.push({ method: "POST", path: "/auth/logout" });
});
afterAll(() => served?.stop());

/** What a browser says of a request that a page of another site has made it send, with the session's cookie. */
const FORGED: Record<string, Record<string, string>> = {
  "a form of another site": {
    "sec-fetch-site": "cross-site",
    origin: "https://evil.example",
    "content-type": "application/x-www-form-urlencoded",
  },
  "JSON smuggled as text": {
    "sec-fetch-site": "cross-site",
    origin: "https://evil.example",
    "content-type": "text/plain",
  },
  "another site under the same domain": {
    "sec-fetch-site": "same-site",
    origin: "https://other.example.org",
  },
  "an older browser, from another site": { origin: "https://evil.example" },
  "a frame without an origin": { origin: "null" },
  "a page that hides where it is from": {},
};

test.each(Object.entries(FORGED))("%s changes nothing by any operation", async (_what, headers) => {
  const before = await digestOf(served.samtid);
  for (const { method, path } of writes) {
    const { status } = await staff.cookies.send(method, path, headers, "{}");
    expect(status, `${method} ${path}`).toBe(403);
  }
  expect(writes.length).toBeGreaterThan(50);
  expect(await digestOf(served.samtid)).toEqual(before);
  expect((await staff.get("/session")).body.kind).toBe("staff");
});

test("reading changes nothing, so that it needs no such guard: no operation that is read by GET writes", async () => {
  const { paths } = await (await fetch(`${served.origin}/api/v1/openapi.json`)).json();
  const before = await digestOf(served.samtid, ["audit"]);
  for (const [path, methods] of Object.entries(paths as Record<string, object>))
    if ("get" in methods)
      await staff.get(path.replaceAll(/\{\w+\}/g, "00000000-0000-4000-8000-000000000000"));
  expect(await digestOf(served.samtid, ["audit"])).toEqual(before);
});

test("another site's page reads nothing either: no answer allows it to", async () => {
  const response = await staff.cookies.send("GET", "/api/v1/session", { origin: "https://evil.example" });
  expect([...response.headers.keys()].filter((name) => name.startsWith("access-control-"))).toEqual([]);
  expect(response.headers.get("cross-origin-resource-policy")).toBe("same-origin");
});

test.each(["websocket", "polling"])(
  "a socket that another site's page opens by %s is refused",
  async (transport) => {
    const socket = io(served.origin, {
      forceNew: true,
      reconnection: false,
      transports: [transport],
      extraHeaders: { origin: "https://evil.example", cookie: `samtid=${staff.cookies.cookie("samtid")}` },
    });
    const refused = await new Promise<boolean>((resolve) => {
      socket.once("connect", () => resolve(false));
      socket.once("connect_error", () => resolve(true));
    });
    socket.disconnect();
    expect(refused).toBe(true);
  },
);

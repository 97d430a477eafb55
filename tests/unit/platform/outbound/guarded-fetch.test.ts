import { once } from "node:events";
import { createServer } from "node:net";
import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import {
  createGuardedFetch,
  FetchFailed,
  type ResolveHost,
} from "../../../../server/platform/outbound/guarded-fetch.ts";
import { isPublicAddress } from "../../../../server/platform/outbound/public-address.ts";
import { startCalendarServer, type CalendarServer } from "../../../support/calendar-server.ts";

const limits = { bytes: 5 * 1024 * 1024, milliseconds: 10_000 };
let elsewhere: CalendarServer;
beforeAll(async () => {
  elsewhere = await startCalendarServer();
});
beforeEach(() => (elsewhere.requests.length = 0));
afterAll(() => elsewhere.stop());

const fetcher = (options: { resolve?: ResolveHost; milliseconds?: number; allowLoopback?: boolean } = {}) =>
  createGuardedFetch({
    limits: { ...limits, milliseconds: options.milliseconds ?? limits.milliseconds },
    allowLoopback: options.allowLoopback ?? true,
    userAgent: "Samtid",
    ...(options.resolve && { resolve: options.resolve }),
  });
const reasonOf = (work: Promise<unknown>) =>
  work.then(
    () => "fetched",
    (error: unknown) => (error instanceof FetchFailed ? error.reason : error),
  );
const resolvesTo =
  (...addresses: string[]): ResolveHost =>
  async () =>
    addresses.map((address) => ({ address, family: address.includes(":") ? 6 : 4 }));

describe("an address", () => {
  test.each<[string, boolean]>([
    ["93.184.216.34", true],
    ["2a00:801:e0::1", true],
    ...[
      "0.0.0.0",
      "10.1.2.3",
      "100.64.0.1",
      "127.0.0.1",
      "169.254.169.254",
      "172.16.0.1",
      "172.31.255.255",
      "192.0.0.192",
      "192.168.1.1",
      "198.18.0.1",
      "224.0.0.1",
      "255.255.255.255",
      "::",
      "::1",
      "::ffff:127.0.0.1",
      "::ffff:8.8.8.8",
      "64:ff9b::7f00:1",
      "2001:db8::1",
      "2002:7f00:1::",
      "fc00::1",
      "fd00:ec2::254",
      "fe80::1",
      "ff02::1",
      "no address",
    ].map((address): [string, boolean] => [address, false]),
  ])("%s is public: %s", (address, expected) => {
    expect(isPublicAddress(address)).toBe(expected);
  });

  test.each([
    "http://example.test/a.ics",
    "ftp://example.test/a.ics",
    "file:///etc/passwd",
    "https://user:password@example.test/a.ics",
    "https://127.0.0.1/a.ics",
    "https://2130706433/a.ics",
    "https://0x7f.1/a.ics",
    "https://[::1]/a.ics",
    "https://[::ffff:169.254.169.254]/latest/meta-data",
    "https://169.254.169.254/latest/meta-data",
    "words",
  ])("%s is refused without a look-up or a connection", async (address) => {
    let lookUps = 0;
    const resolve: ResolveHost = async () => {
      lookUps += 1;
      return [];
    };

    expect(await reasonOf(fetcher({ resolve, allowLoopback: false })(address))).toBe("forbidden_address");
    expect(lookUps).toBe(0);
  });

  test.each([["10.0.0.7"], ["93.184.216.34", "127.0.0.1"], ["::ffff:10.0.0.7"], ["fd00::1"]])(
    "whose name leads to %s is refused",
    async (...addresses) => {
      const work = fetcher({ resolve: resolvesTo(...addresses), allowLoopback: false })(
        "https://example.test/",
      );

      expect(await reasonOf(work)).toBe("forbidden_address");
    },
  );

  test("whose name changes its mind is connected to where it was looked at", async () => {
    const { port } = new URL(elsewhere.origin);
    let lookUps = 0;
    const resolve: ResolveHost = async () => {
      lookUps += 1;
      return [{ address: lookUps === 1 ? "127.0.0.1" : "10.255.255.1", family: 4 }];
    };
    elsewhere.answer((_request, response) => void response.end("hej"));
    const { content } = await fetcher({ resolve })(`http://calendar.example.test:${port}/`);

    expect(content?.toString()).toBe("hej");
    expect(lookUps).toBe(1);
    expect(elsewhere.requests[0]).toMatchObject({ host: `calendar.example.test:${port}` });
  });

  test("without an answer from DNS is unreachable, and one that never answers too slow", async () => {
    const failing: ResolveHost = () => Promise.reject(new Error("ENOTFOUND"));
    const silent: ResolveHost = () => new Promise(() => undefined);

    expect(await reasonOf(fetcher({ resolve: failing })("https://example.test/"))).toBe("unreachable");
    expect(await reasonOf(fetcher({ resolve: silent, milliseconds: 50 })("https://example.test/"))).toBe(
      "too_slow",
    );
  });
});

describe("a redirect", () => {
  const redirectTo = (location: string) =>
    elsewhere.answer((_request, response) => void response.writeHead(302, { location }).end());

  test.each([
    "http://169.254.169.254/latest/meta-data",
    "https://10.0.0.1/",
    "file:///etc/passwd",
    "//192.168.0.1/a",
    "https://a:b@example.test/",
  ])("to %s is refused", async (location) => {
    redirectTo(location);

    expect(await reasonOf(fetcher()(`${elsewhere.origin}/`))).toBe("forbidden_address");
    expect(elsewhere.requests).toHaveLength(1);
  });

  test("to a name that leads to a private address is refused", async () => {
    redirectTo("https://inside.example.test/");
    const resolve: ResolveHost = async () => [{ address: "10.0.0.1", family: 4 }];

    expect(await reasonOf(fetcher({ resolve })(`${elsewhere.origin}/`))).toBe("forbidden_address");
  });

  test("to another path is followed, and one without end is not", async () => {
    elsewhere.answer((request, response) => {
      if (request.url === "/") response.writeHead(301, { location: "/there" }).end();
      else response.end("there");
    });
    expect((await fetcher()(`${elsewhere.origin}/`)).content?.toString()).toBe("there");
    redirectTo("/");

    expect(await reasonOf(fetcher()(`${elsewhere.origin}/`))).toBe("server_error");
  });
});

describe("an answer", () => {
  const answerWith = (content: Buffer, headers: Record<string, string> = {}) =>
    elsewhere.answer((_request, response) => void response.writeHead(200, headers).end(content));

  test("in gzip is unpacked", async () => {
    answerWith(gzipSync("hej"), { "content-encoding": "gzip", etag: '"1"' });

    expect(await fetcher()(`${elsewhere.origin}/`)).toEqual({
      content: Buffer.from("hej"),
      etag: '"1"',
      lastModified: null,
    });
  });

  test.each([
    ["that says it is too large", Buffer.alloc(0), { "content-length": "52428800" }, "too_large"],
    [
      "of 50 MB in gzip",
      gzipSync(Buffer.alloc(50 * 1024 * 1024)),
      { "content-encoding": "gzip" },
      "too_large",
    ],
    [
      "cut off in gzip",
      gzipSync(Buffer.alloc(100_000)).subarray(0, 60),
      { "content-encoding": "gzip" },
      "unreachable",
    ],
    ["in an encoding nobody asked for", Buffer.from("x"), { "content-encoding": "br" }, "server_error"],
  ])("%s is given up: %#", async (_what, content, headers, reason) => {
    answerWith(content, headers);

    expect(await reasonOf(fetcher()(`${elsewhere.origin}/`))).toBe(reason);
  });

  test("of 50 MB without a length is given up after 5, and costs no more memory than that", async () => {
    let sent = 0;
    elsewhere.answer((_request, response) => {
      const piece = Buffer.alloc(256 * 1024, 65);
      const send = () => {
        for (; sent < 50 * 1024 * 1024 && !response.destroyed; sent += piece.length)
          if (!response.write(piece)) return void response.once("drain", send);
        response.end();
      };
      send();
    });
    const before = process.memoryUsage().arrayBuffers;

    expect(await reasonOf(fetcher()(`${elsewhere.origin}/`))).toBe("too_large");
    expect(sent).toBeLessThan(30 * 1024 * 1024);
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(30 * 1024 * 1024);
  });

  test.each([
    [
      "drips",
      (write: (text: string) => void) => {
        const timer = setInterval(() => write("x"), 20);
        timer.unref();
      },
    ],
    ["stops", () => undefined],
  ])("that %s is given up in time", async (_how, go) => {
    elsewhere.answer((_request, response) => {
      response.write("BEGIN:VCALENDAR\r\n");
      go((text) => void response.write(text));
    });

    expect(await reasonOf(fetcher({ milliseconds: 200 })(`${elsewhere.origin}/`))).toBe("too_slow");
  });

  test("that never comes is given up in time", async () => {
    const mute = createServer(() => undefined).listen(0, "127.0.0.1");
    await once(mute, "listening");
    const { port } = mute.address() as { port: number };

    expect(await reasonOf(fetcher({ milliseconds: 200 })(`http://127.0.0.1:${port}/`))).toBe("too_slow");
    mute.close();
  });

  test.each([
    [401, "not_permitted"],
    [403, "not_permitted"],
    [404, "not_found"],
    [410, "not_found"],
    [500, "server_error"],
    [204, "server_error"],
  ])("of %i is %s", async (status, reason) => {
    elsewhere.answer((_request, response) => void response.writeHead(status).end());

    expect(await reasonOf(fetcher()(`${elsewhere.origin}/`))).toBe(reason);
  });
});

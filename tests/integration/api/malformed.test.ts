import { connect } from "node:net";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { Problem } from "../../../server/http/conventions.contract.ts";
import type { ApiBrowser } from "../../support/api-browser.ts";
import { startSamtid, type RunningSamtid } from "../../support/running-samtid.ts";
import { insertSamplePeople } from "../../support/sample-people.ts";

interface DescribedOperation {
  operationId: string;
  parameters?: { name: string; in: string; schema: object }[];
  requestBody?: object;
}

let running: RunningSamtid;
let staff: ApiBrowser;
let operations: { method: string; path: string; described: DescribedOperation }[];

beforeAll(async () => {
  running = await startSamtid({
    prepare: (samtid) => insertSamplePeople(samtid, { handlaggare: 1, individuals: 1 }),
  });
  staff = await running.signedIn("forsakringskassan", "fk-0");
  const document = await (await fetch(`${running.origin}/api/v1/openapi.json`)).json();
  operations = Object.entries(document.paths as Record<string, Record<string, DescribedOperation>>).flatMap(
    ([path, methods]) => Object.entries(methods).map(([method, described]) => ({ method, path, described })),
  );
});
afterAll(() => running?.stop());

/** Thousands of requests, on a machine that may have other things to do. */
const PATIENCE_MS = 240_000;
const UUID = "00000000-0000-4000-8000-000000000000";
const BODIES = [
  "",
  "{",
  "null",
  "[]",
  '"text"',
  "123",
  "{}",
  '{"__proto__":{"polluted":true}}',
  '{"constructor":{"prototype":{"polluted":true}}}',
  `{"caseId":"\\u0000","startAt":"2026-02-30T25:00:00Z"}`,
  '{"caseId":{"$ne":null},"sides":[[]],"durationMinutes":1e308}',
  "[".repeat(5_000),
  `{"text":"${"a".repeat(70_000)}"}`,
  '{"text":"\\ud800"}',
];
const PATH_PARTS = [
  UUID,
  "0",
  "%00",
  "%E0%A4%A",
  "..%2f..%2fetc",
  "a".repeat(5_000),
  "'; drop table person; --",
];
const QUERIES = [
  "",
  "?limit=-1",
  "?limit=1e9&page=0",
  "?from=yesterday&to=%00",
  "?search=%00",
  "?a[b]=c&a=b",
  "?limit=1&limit=2",
];
const HEADERS: Record<string, string>[] = [
  {},
  { "content-type": "text/plain" },
  { "content-type": "application/json; charset=utf-7" },
  { "content-encoding": "gzip" },
  { "if-match": '"99999999999999999999"', "idempotency-key": " " },
];

async function expectProblemOrSuccess(response: Response, what: string): Promise<void> {
  expect(response.status, what).toBeLessThan(500);
  if (response.status < 400) return void (await response.arrayBuffer());
  expect(response.headers.get("content-type"), what).toMatch(/^application\/problem\+json/);
  const problem = Problem.loose().safeParse(await response.json());
  expect(problem.error, what).toBeUndefined();
}

function send(
  method: string,
  path: string,
  headers: Record<string, string>,
  body?: string,
): Promise<Response> {
  const own = { "sec-fetch-site": "same-origin", origin: running.origin };
  return staff.cookies.send(method.toUpperCase(), `/api/v1${path}`, { ...own, ...headers }, body);
}

describe("malformed input", () => {
  test("the document describes operations that take bodies, parameters and neither", () => {
    expect(operations.length).toBeGreaterThan(15);
    expect(operations.some(({ described }) => described.requestBody)).toBe(true);
  });

  test(
    "in the body of any operation gives a problem, never a fault of ours",
    async () => {
      const inputs = BODIES.flatMap((body) => HEADERS.map((headers) => ({ body, headers })));
      for (const { method, path } of operations.filter(({ described }) => described.requestBody)) {
        const filled = path.replaceAll(/\{\w+\}/g, UUID);
        await Promise.all(
          inputs.map(async ({ body, headers }) => {
            const what = `${method} ${path} ${body.slice(0, 40)}`;
            await expectProblemOrSuccess(await send(method, filled, headers, body), what);
          }),
        );
      }
    },
    PATIENCE_MS,
  );

  test(
    "in path and query of any operation gives a problem, never a fault of ours",
    async () => {
      const inputs = PATH_PARTS.flatMap((part) => QUERIES.map((query) => ({ part, query })));
      for (const { method, path, described } of operations) {
        if (described.operationId === "endSession") continue; // would sign the test out
        const body = method === "post" ? "{}" : undefined;
        await Promise.all(
          inputs.map(async ({ part, query }) => {
            const filled = path.replaceAll(/\{\w+\}/g, part) + query;
            const what = `${method} ${filled.slice(0, 80)}`;
            await expectProblemOrSuccess(await send(method, filled, {}, body), what);
          }),
        );
      }
    },
    PATIENCE_MS,
  );

  test("without a session, every operation that needs one answers 401 or hides that it exists", async () => {
    const nobody = running.browser();
    for (const { method, path, described } of operations) {
      const own = { "sec-fetch-site": "same-origin", origin: running.origin };
      const filled = path.replaceAll(/\{\w+\}/g, UUID);
      const body = method === "post" ? "{}" : undefined;
      const response = await nobody.cookies.send(method.toUpperCase(), `/api/v1${filled}`, own, body);
      const open = (described as unknown as { "x-caller": string })["x-caller"] === "anyone";
      expect(open ? [200, 204, 422] : [401], described.operationId).toContain(response.status);
    }
  });

  test.each([
    ["no HTTP at all", "\x16\x03\x01\x02\x00\x01"],
    ["a header without a colon", "GET /api/v1/session HTTP/1.1\r\nHost: x\r\nbroken\r\n\r\n"],
    [
      "two lengths that differ",
      "POST /api/v1/cases HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\n",
    ],
    [
      "length and chunks at once",
      "POST /api/v1/cases HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n",
    ],
    ["a bad chunk", "POST /api/v1/cases HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n"],
    ["headers of 100 000 octets", `GET / HTTP/1.1\r\nHost: x\r\nA: ${"a".repeat(100_000)}\r\n\r\n`],
    ["a version that does not exist", "GET / HTTP/9.9\r\nHost: x\r\n\r\n"],
  ])("raw HTTP with %s is answered with a problem", async (_what, raw) => {
    const answer = await sendRaw(raw);
    expect(answer).toMatch(/^HTTP\/1\.1 4\d\d /);
    expect(answer).toContain("application/problem+json");
  });

  test("afterwards the server is as well as before", async () => {
    expect((await fetch(`${running.origin}/readyz`)).status).toBe(200);
    expect((await staff.get("/session")).body.kind).toBe("staff");
    expect(({} as { polluted?: boolean }).polluted).toBeUndefined();
  });
});

function sendRaw(raw: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const { hostname, port } = new URL(running.origin);
    const socket = connect(Number(port), hostname, () => socket.write(raw));
    let answer = "";
    socket.setEncoding("utf8").on("data", (chunk: string) => (answer += chunk));
    socket.on("close", () => resolve(answer)).on("error", reject);
    socket.setTimeout(5_000, () => socket.destroy(new Error(`no answer, only: ${answer}`)));
  });
}

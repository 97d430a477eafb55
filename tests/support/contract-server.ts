import { createHash } from "node:crypto";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { json } from "node:stream/consumers";
import { isDeepStrictEqual } from "node:util";
import { onTestFinished } from "vitest";
import { z } from "zod";

const Recorded = z.strictObject({
  name: z.string(),
  request: z.strictObject({
    method: z.string(),
    path: z.string(),
    headers: z.record(z.string(), z.string()),
    body: z.unknown(),
  }),
  response: z.strictObject({ status: z.int(), body: z.unknown().optional() }),
});
/** A request and its answer, as recorded in `tests/contracts`. */
export type Recorded = z.infer<typeof Recorded>;

/** Reads a recorded exchange: `digital-mailbox/reachable`. */
export function recorded(exchange: string): Recorded {
  const file = new URL(`../contracts/${exchange}.json`, import.meta.url);
  return Recorded.parse(JSON.parse(readFileSync(file, "utf8")));
}

/** A server that answers as was recorded, in that order, and holds what it is asked against it. */
export interface ContractServer {
  readonly url: string;
  /** What is to be asked next, and answered so; `silence` takes the request and says nothing. */
  expect(...exchanges: readonly (Recorded | "silence")[]): void;
  /** The bodies of what was asked, in order. */
  readonly asked: readonly unknown[];
  /** @throws Error when what was asked is not what was recorded, or not all of it was. */
  verify(): void;
}

/** Listens on a free loopback port till the test ends, and fails the test that asks for anything else than was recorded. */
export async function startContractServer(): Promise<ContractServer> {
  const coming: (Recorded | "silence")[] = [];
  const asked: unknown[] = [];
  const faults: string[] = [];
  const server = createServer((request, response) => {
    void json(request).then((body) => {
      asked.push(body);
      const { method, url, headers } = request;
      const next = coming.shift();
      if (next === "silence") return;
      const found = next
        ? differences(next.request, { method, url, headers, body })
        : ["nothing was to be asked"];
      if (!next || found.length > 0) {
        faults.push(...found.map((fault) => `${request.method} ${request.url}: ${fault}`));
        response.writeHead(500).end();
        return;
      }
      const { status, body: answer } = next.response;
      response.writeHead(status, { "content-type": "application/json" });
      response.end(answer === undefined ? undefined : JSON.stringify(answer));
    });
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const verify = () => {
    if (faults.length > 0) throw new Error(`Not as recorded:\n${faults.join("\n")}`);
    if (coming.length > 0)
      throw new Error(`Never asked: ${coming.map((one) => (one === "silence" ? one : one.name)).join(", ")}`);
  };
  onTestFinished(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
    verify();
  });
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    expect: (...exchanges) => void coming.push(...exchanges),
    asked,
    verify,
  };
}

/** What differs between what was recorded and what is asked, part by part; values are named, never shown. */
export function differences(
  expected: Recorded["request"],
  actual: {
    method?: string | undefined;
    url?: string | undefined;
    headers: Readonly<Record<string, unknown>>;
    body: unknown;
  },
): string[] {
  return [
    ...(expected.method === actual.method ? [] : ["method"]),
    ...compare("path", expected.path, actual.url),
    ...Object.entries(expected.headers).flatMap(([name, value]) =>
      compare(name, value, actual.headers[name]),
    ),
    ...compare("body", expected.body, actual.body),
  ];
}

const IS: Readonly<Record<string, (value: unknown, beside: Readonly<Record<string, unknown>>) => boolean>> = {
  uuid: (value) => z.uuid().safeParse(value).success,
  url: (value) => z.url().safeParse(value).success,
  text: (value) => /^[\p{L}\p{N}\p{P}\p{S}\p{Cf}\s]+$/u.test(decoded(value).toString("utf8")),
  pdf: (value) => decoded(value).subarray(0, 5).toString() === "%PDF-",
  md5: (value, { body }) => value === createHash("md5").update(decoded(body)).digest("hex").toUpperCase(),
};

const decoded = (value: unknown) => Buffer.from(typeof value === "string" ? value : "", "base64");

function compare(
  path: string,
  expected: unknown,
  actual: unknown,
  beside: Readonly<Record<string, unknown>> = {},
): string[] {
  const pattern = typeof expected === "string" ? /^\{\{(\w+)\}\}$/.exec(expected)?.[1] : undefined;
  if (pattern) return IS[pattern]!(actual, beside) ? [] : [`${path} is no ${pattern}`];
  if (!isObject(expected) || !isObject(actual))
    return isDeepStrictEqual(expected, actual) ? [] : [`${path} differs`];
  return [...new Set([...Object.keys(expected), ...Object.keys(actual)])].flatMap((key) =>
    key in expected && key in actual
      ? compare(`${path}.${key}`, expected[key], actual[key], actual)
      : [`${path}.${key} ${key in expected ? "is missing" : "was not recorded"}`],
  );
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null;
}

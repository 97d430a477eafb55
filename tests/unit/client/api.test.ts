import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { z } from "zod";
import { api, onSignedOut } from "../../../client/src/api/api.ts";
import { ProblemError } from "../../../client/src/api/problem.ts";

const Thing = z.strictObject({ id: z.int() });
const overTheWire = globalThis.fetch;

let server: Server;
let answer: (request: IncomingMessage, body: string, response: ServerResponse) => void;

beforeEach(async () => {
  server = createServer((request, response) => {
    let body = "";
    request.on("data", (chunk: Buffer) => (body += chunk.toString()));
    request.on("end", () => answer(request, body, response));
  });
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  // A browser resolves paths against its page; Node has no page.
  vi.stubGlobal("fetch", (path: string, init: RequestInit) => overTheWire(new URL(path, origin), init));
});

afterEach(async () => {
  vi.unstubAllGlobals();
  server.closeAllConnections();
  await new Promise((closed) => server.close(closed));
});

function answerWith(status: number, type: string, body: string): void {
  answer = (_request, _body, response) => response.writeHead(status, { "content-type": type }).end(body);
}

async function problemOf(request: Promise<unknown>) {
  const error: unknown = await request.catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(ProblemError);
  return (error as ProblemError).problem;
}

test("a change, when sent, carries its body, the revision as an entity tag and the idempotency key", async () => {
  let seen: unknown;
  answer = ({ method, url, headers }, body, response) => {
    seen = [method, url, headers["if-match"], headers["idempotency-key"], headers["content-type"], body];
    response.writeHead(200, { "content-type": "application/json" }).end('{"id":7}');
  };
  const options = {
    body: { a: "å" },
    ifMatch: 3,
    idempotencyKey: "k",
    query: { from: "x&y", to: undefined },
  };
  const thing = await api.put("/things/7", { ...options, schema: Thing });
  expect(thing).toEqual({ id: 7 });
  expect(seen).toEqual(["PUT", "/api/v1/things/7?from=x%26y", '"3"', "k", "application/json", '{"a":"å"}']);
});

test("an answer without content, when no schema is asked for, gives nothing", async () => {
  answer = (_request, _body, response) => response.writeHead(204).end();
  expect(await api.delete("/things/7")).toBeUndefined();
});

test("a refusal, when the server explains it, gives the problem with its violations and extra members", async () => {
  const problem = {
    type: "about:blank",
    title: "Upptaget",
    status: 409,
    code: "time_taken",
    alternatives: [1],
  };
  const errors = [{ pointer: "/place", code: "custom", detail: "Ange en adress." }];
  answerWith(409, "application/problem+json", JSON.stringify({ ...problem, errors }));
  expect(await problemOf(api.post("/things", { body: {} }))).toEqual({ ...problem, errors });
});

test("a refusal, when it is no problem document, gives a problem in Swedish with the status", async () => {
  answerWith(502, "text/html", "<h1>Bad gateway</h1>");
  const problem = await problemOf(api.get("/things"));
  expect(problem).toMatchObject({ status: 502, code: "http", title: "Något blev fel hos oss" });
});

test("an answer, when it breaks the contract, gives a problem instead of wrong data", async () => {
  answerWith(200, "application/json", '{"id":"7"}');
  expect(await problemOf(api.get("/things/7", { schema: Thing }))).toMatchObject({
    code: "unexpected_answer",
  });
});

test("a request, when the connection breaks, gives a problem that says what to do", async () => {
  answer = (request) => request.socket.destroy();
  const problem = await problemOf(api.get("/things"));
  expect(problem).toMatchObject({ code: "network", title: "Vi når inte Samtid just nu" });
});

test("a request, when it is aborted, is not a problem", async () => {
  const controller = new AbortController();
  answer = () => controller.abort();
  const request = api.get("/things", { signal: controller.signal });
  await expect(request).rejects.toMatchObject({ name: "AbortError" });
});

test("a refusal, when the session has ended, tells those who listen", async () => {
  const told = vi.fn();
  onSignedOut(told);
  const problem = { type: "about:blank", title: "Du behöver logga in", status: 401, code: "not_signed_in" };
  answerWith(401, "application/problem+json", JSON.stringify(problem));
  expect(await problemOf(api.get("/things"))).toEqual(problem);
  expect(told).toHaveBeenCalledOnce();
});

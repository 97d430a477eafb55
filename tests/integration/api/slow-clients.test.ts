import { once } from "node:events";
import { connect, type Socket } from "node:net";
import { afterAll, beforeAll, expect, test } from "vitest";
import { rawRequest } from "../../support/raw-http.ts";
import { startSamtid, type RunningSamtid } from "../../support/running-samtid.ts";

let running: RunningSamtid;

beforeAll(async () => {
  running = await startSamtid({
    environment: { HEADERS_TIMEOUT_SECONDS: "1", REQUEST_TIMEOUT_SECONDS: "2" },
  });
});
afterAll(() => running?.stop());

async function open(start: string): Promise<Socket> {
  const socket = connect(running.samtid.config.PORT, "127.0.0.1");
  await once(socket, "connect");
  socket.on("error", () => undefined);
  socket.write(start);
  return socket;
}

/** All that the server says until it hangs up, while the client goes on dripping. */
async function heardUntilCutOff(socket: Socket, drop: string): Promise<string> {
  let heard = "";
  socket.setEncoding("utf8").on("data", (part: string) => (heard += part));
  const dripping = setInterval(() => socket.write(drop), 100);
  await once(socket, "close");
  clearInterval(dripping);
  return heard;
}

const ENDLESS_HEADERS = "GET / HTTP/1.1\r\nHost: localhost\r\n";
const ENDLESS_BODY =
  "POST /api/v1/invitation-sessions HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: 60000\r\n\r\n{";

test.each([
  ["headers", ENDLESS_HEADERS, "X-Drop: 1\r\n"],
  ["its body", ENDLESS_BODY, " "],
])("a client that sends %s by drops is cut off with 408", async (_what, start, drop) => {
  const heard = await heardUntilCutOff(await open(start), drop);

  expect(heard).toMatch(/^HTTP\/1\.1 408 Request Timeout\r\n/);
  expect(heard).toContain("application/problem+json");
});

test("hundreds of such clients keep nobody else waiting", async () => {
  const slow = await Promise.all(Array.from({ length: 300 }, () => open(ENDLESS_HEADERS)));
  const ended = Promise.all(slow.map((socket) => heardUntilCutOff(socket, "X-Drop: 1\r\n")));

  expect((await rawRequest(`${running.origin}/healthz`)).status).toBe(200);
  expect((await ended).every((heard) => heard.startsWith("HTTP/1.1 408"))).toBe(true);
});

test("more headers than anybody needs are refused", async () => {
  const { status } = await rawRequest(`${running.origin}/healthz`, {
    headers: { "x-long": "x".repeat(20_000) },
  });

  expect(status).toBe(431);
});

import { connect } from "node:net";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { ApiBrowser } from "../../support/api-browser.ts";
import { startSamtid, type RunningSamtid } from "../../support/running-samtid.ts";
import { insertSamplePeople } from "../../support/sample-people.ts";

let running: RunningSamtid;
let staff: ApiBrowser;

beforeAll(async () => {
  running = await startSamtid({
    prepare: (samtid) => insertSamplePeople(samtid, { handlaggare: 1, individuals: 1 }),
  });
  staff = await running.signedIn("forsakringskassan", "fk-0");
});
afterAll(() => running?.stop());

describe("what is hardly HTTP", () => {
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

import { randomBytes } from "node:crypto";
import { Agent, request } from "node:http";
import { afterAll, beforeAll, expect, test } from "vitest";
import { bookMeeting } from "../../support/book-meeting.ts";
import { openInvitation } from "../../support/invited-browser.ts";
import { rawRequest } from "../../support/raw-http.ts";
import { startSamtid, type RunningSamtid } from "../../support/running-samtid.ts";
import { insertSamplePeople, type SamplePeople } from "../../support/sample-people.ts";

let running: RunningSamtid;
let people: SamplePeople;
let meetingId: string;
let participantId: string;
let token: string;

beforeAll(async () => {
  running = await startSamtid({
    prepare: async (samtid) => {
      people = await insertSamplePeople(samtid, { handlaggare: 1, individuals: 1 });
    },
    // So that a test can come from several addresses.
    environment: { TRUSTED_PROXIES: "127.0.0.1" },
  });
  const fk = await running.signedIn("forsakringskassan", "fk-0");
  const [day = ""] = new Date(Date.now() + 21 * 86_400_000).toISOString().split("T");
  meetingId = await bookMeeting(fk, people, { startAt: `${nextWeekday(day)}T10:00:00.000Z` });
  const { meetings, links } = running.samtid.repositories;
  const individual = (await meetings.find(meetingId))!.participants.find(({ role }) => role === "individual");
  participantId = individual!.id;
  token = (await links.tokenFor(participantId))!;
});
afterAll(() => running?.stop());

function nextWeekday(day: string): string {
  const date = new Date(`${day}T00:00:00Z`);
  while ([0, 6].includes(date.getUTCDay())) date.setUTCDate(date.getUTCDate() + 1);
  return date.toISOString().slice(0, 10);
}

const link = () =>
  running.samtid.database
    .query()
    .selectFrom("one_time_link")
    .where("participant_id", "=", participantId)
    .selectAll()
    .executeTakeFirstOrThrow();

/** Tries to open something from an address of its own. */
function open(
  tried: string,
  address: string,
  agent?: Agent,
): Promise<{ status: number; headers: NodeJS.Dict<string | string[]>; body: string }> {
  const body = JSON.stringify({ token: tried });
  return new Promise((resolve, reject) => {
    const sent = request(
      `${running.origin}/api/v1/invitation-sessions`,
      {
        method: "POST",
        ...(agent && { agent }),
        headers: {
          "content-type": "application/json",
          "content-length": Buffer.byteLength(body),
          "x-forwarded-for": address,
        },
      },
      (response) => {
        let text = "";
        response.setEncoding("utf8").on("data", (part: string) => (text += part));
        response.on("end", () =>
          resolve({ status: response.statusCode ?? 0, headers: response.headers, body: text }),
        );
      },
    );
    sent.on("error", reject).end(body);
  });
}

test("a mail scanner that opens the address, by any method and as often as it likes, opens nothing", async () => {
  for (const method of ["GET", "HEAD", "OPTIONS", "GET"]) {
    const { headers, body } = await rawRequest(`${running.origin}/svar/${token}`, {
      method,
      headers: { "user-agent": "Barracuda/5.0 Link Protection", "sec-purpose": "prefetch" },
    });
    expect(headers["set-cookie"]).toBeUndefined();
    expect(body.toString()).not.toContain(meetingId);
    expect(headers["referrer-policy"]).toBe("no-referrer");
  }
  expect((await rawRequest(`${running.origin}/api/v1/invitation-sessions?token=${token}`)).status).toBe(404);

  expect((await link()).first_opened_at).toBeNull();
});

test("a link is kept as a hash, of 256 bits, and works for nothing but what it is for", async () => {
  const row = await link();
  expect(Buffer.from(token, "base64url")).toHaveLength(32);
  expect(row.token_hash).toHaveLength(32);
  expect(JSON.stringify(Object.values(row).map((value) => String(value)))).not.toContain(token);
  const fk = await running.signedIn("forsakringskassan", "fk-0");
  const feed = await fk.post("/calendar-feeds", { name: "Prov", kind: "events", detail: "busy" });
  const feedToken =
    /([\w-]{43})/.exec(JSON.stringify(feed.body))?.[1] ?? randomBytes(32).toString("base64url");

  expect((await rawRequest(`${running.origin}/calendar/${token}.ics`)).status).toBe(404);
  expect((await open(feedToken, "192.0.2.1")).status).toBe(410);
});

test("what it opens is a session of its own, and the token goes no further", async () => {
  const person = await openInvitation(running.samtid, running.origin, meetingId);
  const { rows } = await running.samtid.database.pool.query<{ sess: unknown }>("select sess from session");

  expect(JSON.stringify(rows)).not.toContain(token);
  expect(JSON.stringify((await person.get("/invitation")).body)).not.toContain(token);
  expect((await link()).first_opened_at).not.toBeNull();
});

test("revoked, it opens no more, and what it had opened is closed", async () => {
  const person = await openInvitation(running.samtid, running.origin, meetingId);
  const change = (revoked_at: Date | null) =>
    running.samtid.database
      .query()
      .updateTable("one_time_link")
      .set({ revoked_at })
      .where("participant_id", "=", participantId)
      .execute();
  await change(new Date());

  expect((await person.get("/invitation")).status).toBe(401);
  expect((await open(token, "192.0.2.2")).status).toBe(410);
  await change(null);
});

test("one link can be opened as often as a person needs, and no more", async () => {
  const address = (n: number) => `198.51.100.${n}`;
  const statuses: number[] = [];
  for (let n = 0; n < 62; n++) statuses.push((await open(token, address(n))).status);

  expect(statuses.slice(0, 50).every((status) => status === 201)).toBe(true);
  expect(statuses.at(-1)).toBe(429);
});

test("ten thousand guesses of links and codes from one address open nothing, and are stopped after twenty", async () => {
  const agent = new Agent({ keepAlive: true, maxSockets: 50 });
  const guess = (n: number) =>
    n % 2 ? randomBytes(32).toString("base64url") : `${randomCode()}-${randomCode()}`;
  const answers: Awaited<ReturnType<typeof open>>[] = [];
  for (let sent = 0; sent < 10_000; sent += 200)
    answers.push(
      ...(await Promise.all(Array.from({ length: 200 }, (_, n) => open(guess(n), "203.0.113.9", agent)))),
    );
  agent.destroy();
  const of = (status: number) => answers.filter((answer) => answer.status === status).length;

  expect(of(201)).toBe(0);
  expect(of(410) + of(429)).toBe(10_000);
  // Those of the first two hundred at once that were under way before the count was known.
  expect(of(410)).toBeLessThanOrEqual(200);
  const last = answers.at(-1)!;
  const problem = JSON.parse(last.body) as { code: string; detail: string; retryAfterSeconds: number };
  expect(last.headers["content-type"]).toContain("application/problem+json");
  expect(problem).toMatchObject({
    code: "too_many_requests",
    detail: expect.stringContaining("Vänta") as string,
  });
  expect(Number(last.headers["retry-after"])).toBe(problem.retryAfterSeconds);
  expect((await open(token, "203.0.113.9")).status).toBe(429);
  // Others notice nothing.
  expect((await open("00000-00000", "203.0.113.10")).status).toBe(410);
}, 120_000);

test("what is counted names nobody: no address, no token", async () => {
  const { rows } = await running.samtid.database.pool.query<{ key: string }>("select key from rate_limit");

  expect(rows.length).toBeGreaterThan(3);
  expect(rows.filter(({ key }) => !/^\w+:[\w-]{43}$/.test(key))).toEqual([]);
  // Guesses leave nothing behind each.
  expect(rows.length).toBeLessThan(100);
});

function randomCode(): string {
  return randomBytes(5).toString("hex").slice(0, 5).toUpperCase();
}

import { randomBytes } from "node:crypto";
import { sql } from "kysely";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createApiBrowser } from "../../../support/api-browser.ts";
import { bookMeeting } from "../../../support/book-meeting.ts";
import { digestOf } from "../../../support/database-digest.ts";
import { insertSamplePeople } from "../../../support/sample-people.ts";
import { serveSamtid, type ServedSamtid } from "../../../support/served-samtid.ts";

const NOW = new Date("2026-03-02T08:00:00Z");
const TRIES = 10_000;
const OVER_HTTP = 500;
const AT_ONCE = 25;
/** Unknown, revoked or expired; or too many tries. */
const REFUSED = [410, 429];

let served: ServedSamtid;
let token: string;
let linkId: string;

beforeAll(async () => {
  served = await serveSamtid({ now: () => NOW });
  const people = await insertSamplePeople(served.samtid, { handlaggare: 1, individuals: 1 });
  const staff = createApiBrowser(served.origin);
  await staff.signIn("forsakringskassan", "fk-0");
  const id = await bookMeeting(staff, people, { startAt: "2026-03-17T09:00:00.000Z" });
  const { participants } = (await served.samtid.repositories.meetings.find(id))!;
  const individual = participants.find(({ role }) => role === "individual")!;
  token = (await served.samtid.repositories.links.tokenFor(individual.id))!;
  const { rows } = await sql<{
    id: string;
  }>`select id from one_time_link where participant_id = ${individual.id}`.execute(
    served.samtid.database.query(),
  );
  linkId = rows[0]!.id;
});
afterAll(() => served?.stop());

async function open(tried: string): Promise<{ status: number; headers: object; body: string }> {
  const response = await fetch(`${served.origin}/api/v1/invitation-sessions`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ token: tried }),
  });
  const { date: _date, ...headers } = Object.fromEntries(response.headers);
  return { status: response.status, headers, body: await response.text() };
}
const setLink = (change: ReturnType<typeof sql>) =>
  sql`update one_time_link set ${change} where id = ${linkId}`.execute(served.samtid.database.query());

/** A code as letters have it, and as anybody can make one up. */
const guessedCode = () => randomBytes(8).toString("hex").slice(0, 10).toUpperCase();
const guessedToken = () => randomBytes(32).toString("base64url");
/** One character of the right one is wrong. */
const nearly = (nth: number) => {
  const at = nth % token.length;
  return token.slice(0, at) + (token[at] === "A" ? "B" : "A") + token.slice(at + 1);
};

test("an unknown, a revoked and an expired link are answered alike, to the letter", async () => {
  const unknown = await open(guessedToken());
  await setLink(sql`revoked_at = ${NOW}`);
  const revoked = await open(token);
  await setLink(sql`revoked_at = null, expires_at = ${new Date(NOW.getTime() - 1)}`);
  const expired = await open(token);
  await setLink(sql`expires_at = ${new Date("2026-04-01T00:00:00Z")}`);

  expect(unknown.status).toBe(410);
  expect(revoked).toEqual(unknown);
  expect(expired).toEqual(unknown);
});

test("a link is looked for by the hash of what was sent: nothing of a secret is compared or kept", async () => {
  const { rows } = await sql<{ row: string }>`select l::text as row from one_time_link l`.execute(
    served.samtid.database.query(),
  );
  expect(rows.map(({ row }) => row).join()).not.toContain(token);
  const hexOfToken = Buffer.from(token, "base64url").toString("hex");
  expect(rows.map(({ row }) => row).join()).not.toContain(hexOfToken);
});

const guesses = [guessedToken, guessedCode, nearly];
const guess = (nth: number) => guesses[nth % guesses.length]!(nth);
const inRounds = async (count: number, work: (nth: number) => Promise<void>) => {
  for (let nth = 0; nth < count; nth += AT_ONCE)
    await Promise.all(Array.from({ length: AT_ONCE }, (_, index) => work(nth + index)));
};

test(`${OVER_HTTP} guesses at the door open nothing, start no session and change nothing`, async () => {
  // How often each has tried is kept.
  const before = await digestOf(served.samtid, ["rate_limit"]);
  await inRounds(OVER_HTTP, async (nth) => {
    const { status, headers } = await open(guess(nth));
    expect(REFUSED).toContain(status);
    expect(headers).not.toHaveProperty("set-cookie");
  });
  expect(await digestOf(served.samtid, ["rate_limit"])).toEqual(before);
}, 120_000);

test(`${TRIES} guesses that got past every limit on how often still open nothing`, async () => {
  const before = await digestOf(served.samtid);
  await inRounds(TRIES, async (nth) => {
    await expect(served.samtid.openInvitation(guess(nth))).rejects.toMatchObject({ code: "link_expired" });
  });
  expect(await digestOf(served.samtid)).toEqual(before);
}, 120_000);

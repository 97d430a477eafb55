import { sql } from "kysely";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createApiBrowser } from "../../../support/api-browser.ts";
import { bookMeeting } from "../../../support/book-meeting.ts";
import { insertSamplePeople } from "../../../support/sample-people.ts";
import { serveSamtid, type ServedSamtid } from "../../../support/served-samtid.ts";

let served: ServedSamtid;
let token: string;

beforeAll(async () => {
  served = await serveSamtid({ now: () => new Date("2026-03-02T08:00:00Z") });
  const people = await insertSamplePeople(served.samtid, { handlaggare: 1, individuals: 1 });
  const staff = createApiBrowser(served.origin);
  await staff.signIn("forsakringskassan", "fk-0");
  const id = await bookMeeting(staff, people, { startAt: "2026-03-17T09:00:00.000Z" });
  const { participants } = (await served.samtid.repositories.meetings.find(id))!;
  token = (await served.samtid.repositories.links.tokenFor(
    participants.find(({ role }) => role === "individual")!.id,
  ))!;
});
afterAll(() => served?.stop());

test.each(["GET", "HEAD"])(
  "%s by a mail scanner opens nothing, and the page tells no other site of its address",
  async (method) => {
    const response = await fetch(`${served.origin}/svar/${token}`, {
      method,
      headers: { accept: "text/html" },
    });
    await response.text();

    expect(response.headers.get("referrer-policy")).toBe("no-referrer");
    expect(response.headers.get("cache-control")).toMatch(/no-store|no-cache/);
    expect(response.headers.getSetCookie()).toEqual([]);
    const { rows } = await sql`select from one_time_link where first_opened_at is not null`.execute(
      served.samtid.database.query(),
    );
    expect(rows).toHaveLength(0);
  },
);

test("every page of ours, and every refusal, keeps its address to itself", async () => {
  for (const path of [
    "/",
    "/logga-in",
    "/api/v1/session",
    "/api/v1/invitation",
    "/calendar/x.ics",
    "/nothing",
  ]) {
    const response = await fetch(served.origin + path);
    await response.arrayBuffer();
    expect(response.headers.get("referrer-policy"), path).toBe("no-referrer");
  }
});

test("once opened the token is in no answer: the session is by cookie, and what is read names no secret", async () => {
  const browser = createApiBrowser(served.origin);
  const opened = await browser.post("/invitation-sessions", { token });
  const read = await browser.get("/invitation");

  expect(opened.status).toBe(201);
  expect(JSON.stringify([opened.body, read.body, [...opened.headers]])).not.toContain(token);
  expect(opened.headers.get("cache-control")).toBe("no-store");
});

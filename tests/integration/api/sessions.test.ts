import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { createCookieBrowser, type CookieBrowser } from "../../support/cookie-browser.ts";
import { createTestDatabase, type TestDatabase } from "../../support/database.ts";
import { ANNA, INVITATION, startIdentitySite, type IdentitySite } from "../../support/identity-site.ts";
import { openChoice, signIn } from "../../support/sign-in.ts";

const LOGIN = "/auth/login?provider=forsakringskassan";
const START = new Date("2026-03-02T08:00:00Z");
const HOUR = 60 * 60 * 1000;
const INVITED = { kind: "invited", meetingId: INVITATION.meetingId, participantId: INVITATION.participantId };

let database: TestDatabase;
let site: IdentitySite;
let browser: CookieBrowser;

beforeAll(async () => {
  database = await createTestDatabase();
  site = await startIdentitySite(database.url);
});
beforeEach(async () => {
  site.clock.time = START;
  site.left.clear();
  site.revokedLinks.clear();
  await site.pool.query("delete from session");
  browser = createCookieBrowser(site.origin);
});
afterAll(async () => {
  await site.close();
  await database.drop();
});

const whoIs = async (someone: CookieBrowser): Promise<unknown> =>
  (await someone.get("/api/v1/session")).json();
const rows = async () =>
  (
    await site.pool.query<{ sid: string; sess: Record<string, unknown>; expire: Date }>(
      "select * from session",
    )
  ).rows;
const later = (hours: number) => (site.clock.time = new Date(START.getTime() + hours * HOUR));
/** Carries the cookie somebody else had. */
function thiefWith(cookie: string | undefined): CookieBrowser {
  const thief = createCookieBrowser(site.origin);
  thief.plant("samtid", cookie ?? "");
  return thief;
}

describe("the session", () => {
  test("gets a new id at sign-in, so that a planted one is worth nothing", async () => {
    await openChoice(browser, LOGIN);
    const planted = browser.cookie("samtid");
    await signIn(browser, LOGIN, "anna-subject");

    expect(planted).toBeDefined();
    expect(browser.cookie("samtid")).not.toBe(planted);
    expect(await whoIs(thiefWith(planted))).toEqual({ kind: "none" });
    expect(await rows()).toHaveLength(1);
  });

  test("gets a new id when a one-time link is opened", async () => {
    await openChoice(browser, LOGIN);
    const planted = browser.cookie("samtid");
    await browser.post("/open-invitation");

    expect(await whoIs(browser)).toEqual(INVITED);
    expect(await whoIs(thiefWith(planted))).toEqual({ kind: "none" });
  });

  test("keeps ids only", async () => {
    await signIn(browser, LOGIN, "anna-subject");
    await browser.post("/open-invitation");
    const [row] = await rows();

    expect(Object.keys(row?.sess ?? {}).sort()).toEqual(["cookie", "invitation", "staff", "startedAt"]);
    expect(row?.sess.staff).toEqual({
      personId: ANNA.personId,
      organisationId: "forsakringskassan",
      signIn: {
        provider: "forsakringskassan",
        subjectHash: expect.stringMatching(/^[\w-]{43}$/),
        providerSession: null,
        assurance: "http://id.elegnamnden.se/loa/1.0/loa3",
        browserKind: null,
        at: START.toISOString(),
      },
    });
    expect(JSON.stringify(row)).not.toMatch(/Anna|anna-subject|Umeå/);
  });

  test("lives in a cookie that scripts and other sites' requests don't get", async () => {
    const response = await browser.get(LOGIN);

    expect(response.headers.getSetCookie().join()).toMatch(
      /^samtid=.*; Path=\/; Expires=.*; HttpOnly; SameSite=Lax$/,
    );
  });

  test("has a Secure cookie with the prefix __Host- where people come by https", async () => {
    const secure = await startIdentitySite(database.url, { publicUrl: new URL("https://samtid.example") });
    const response = await fetch(`${secure.origin}/open-invitation`, {
      method: "POST",
      headers: { "x-forwarded-proto": "https" },
    });
    await secure.close();

    expect(response.headers.getSetCookie().join()).toMatch(
      /^__Host-samtid=.*; Path=\/;.*; HttpOnly; Secure; SameSite=Lax$/,
    );
    expect(response.headers.getSetCookie().join()).not.toContain("Domain");
  });

  test("ends 12 hours after sign-in, however much it is used", async () => {
    await signIn(browser, LOGIN, "anna-subject");
    const kept = browser.cookie("samtid");
    later(11.99);
    expect(await whoIs(browser)).toMatchObject({ kind: "staff" });
    later(12);

    expect(await whoIs(browser)).toEqual({ kind: "none" });
    site.clock.time = START;
    expect(await whoIs(thiefWith(kept))).toEqual({ kind: "none" });
  });

  test("isn't lengthened by opening a link in it", async () => {
    await signIn(browser, LOGIN, "anna-subject");
    later(11);
    await browser.post("/open-invitation");
    later(12);

    expect(await whoIs(browser)).toEqual({ kind: "none" });
  });

  test("is idle for at most 8 hours, renewed by each request", async () => {
    await signIn(browser, LOGIN, "anna-subject");
    await site.pool.query("update session set expire = now() + interval '1 minute'");
    await whoIs(browser);
    const [renewed] = await rows();
    const [{ left = 0 } = {}] = (
      await site.pool.query<{ left: number }>(
        "select extract(epoch from expire - now())::float as left from session",
      )
    ).rows;
    await site.pool.query("update session set expire = now() - interval '1 second'");

    expect(renewed).toBeDefined();
    expect(left / 3600).toBeCloseTo(8, 1);
    expect(await whoIs(browser)).toEqual({ kind: "none" });
  });

  test("with a forged signature is no session", async () => {
    await signIn(browser, LOGIN, "anna-subject");
    const [sid = ""] = decodeURIComponent(browser.cookie("samtid") ?? "")
      .slice(2)
      .split(".");

    expect(await whoIs(thiefWith(encodeURIComponent(`s:${sid}.forged`)))).toEqual({ kind: "none" });
    expect(await whoIs(thiefWith(sid))).toEqual({ kind: "none" });
  });
});

describe("who a browser acts as", () => {
  test("a handläggare with an opened link is both, each where it is asked for", async () => {
    await browser.post("/open-invitation");
    await signIn(browser, LOGIN, "anna-subject");

    expect(await whoIs(browser)).toMatchObject({ kind: "staff", personId: ANNA.personId });
    expect(await (await browser.get("/invited-only")).json()).toEqual(INVITED);
    expect(await (await browser.get("/staff-only")).json()).toEqual({
      kind: "staff",
      personId: ANNA.personId,
      organisationId: "forsakringskassan",
      officeId: ANNA.officeId,
      role: "forsakringsutredare",
    });
  });

  test("an invited one is not let in where a handläggare is needed, nor the other way round", async () => {
    await browser.post("/open-invitation");
    const staff = createCookieBrowser(site.origin);
    await signIn(staff, LOGIN, "anna-subject");

    expect(await (await browser.get("/staff-only")).json()).toEqual({ code: "not_signed_in" });
    expect(await (await staff.get("/invited-only")).json()).toEqual({ code: "not_signed_in" });
  });

  test("a handläggare who has left and a revoked link count no more from the next request on", async () => {
    await browser.post("/open-invitation");
    await signIn(browser, LOGIN, "anna-subject");
    site.left.add(ANNA.personId);
    expect(await whoIs(browser)).toEqual(INVITED);
    site.revokedLinks.add(INVITATION.linkId);

    expect(await whoIs(browser)).toEqual({ kind: "none" });
  });
});

describe("signing out", () => {
  test("by the API ends the session on both sides", async () => {
    await signIn(browser, LOGIN, "anna-subject");
    const kept = browser.cookie("samtid");
    const response = await browser.send("DELETE", "/api/v1/session");

    expect(response.status).toBe(204);
    expect(browser.cookie("samtid")).toBeUndefined();
    expect(await rows()).toHaveLength(0);
    expect(await whoIs(thiefWith(kept))).toEqual({ kind: "none" });
  });

  test("by a form does the same, and at the provider, which leads back to the sign-in page", async () => {
    await signIn(browser, LOGIN, "anna-subject");
    const response = await browser.post("/auth/logout");

    const provider = new URL(response.headers.get("location") ?? "");

    expect([response.status, provider.pathname]).toEqual([303, "/dev/oidc/session/end"]);
    expect(provider.searchParams.get("post_logout_redirect_uri")).toBe(`${site.origin}/logga-in?signedOut`);
    expect(provider.search).not.toContain("id_token_hint");
    expect(await rows()).toHaveLength(0);
  });

  test.each<Record<string, string>>([
    { "sec-fetch-site": "cross-site", origin: "https://evil.example" },
    { "sec-fetch-site": "same-site" },
    { origin: "https://evil.example" },
    { origin: "null" },
    {},
  ])("asked for by another site with %j is refused and changes nothing", async (headers) => {
    await signIn(browser, LOGIN, "anna-subject");

    expect(await (await browser.send("DELETE", "/api/v1/session", headers)).json()).toEqual({
      code: "not_allowed",
    });
    expect(await whoIs(browser)).toMatchObject({ kind: "staff" });
  });
});

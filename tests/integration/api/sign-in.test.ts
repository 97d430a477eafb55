import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { createCookieBrowser, type CookieBrowser } from "../../support/cookie-browser.ts";
import { createTestDatabase, type TestDatabase } from "../../support/database.ts";
import { ANNA, BERTIL, startIdentitySite, type IdentitySite } from "../../support/identity-site.ts";
import { choosePerson, openChoice, signIn } from "../../support/sign-in.ts";

const LOGIN = "/auth/login?provider=forsakringskassan";
const START = new Date("2026-03-02T08:00:00Z");
const EXPIRED = "/logga-in?error=expired";

let database: TestDatabase;
let site: IdentitySite;
let browser: CookieBrowser;

beforeAll(async () => {
  database = await createTestDatabase();
  site = await startIdentitySite(database.url);
});
beforeEach(() => {
  site.clock.time = START;
  site.left.clear();
  browser = createCookieBrowser(site.origin);
});
afterAll(async () => {
  await site.close();
  await database.drop();
});

const whoIs = async (someone: CookieBrowser): Promise<unknown> =>
  (await someone.get("/api/v1/session")).json();
const endOf = async (someone: CookieBrowser, path: string) =>
  someone.follow(await someone.get(path), () => true);

describe("signing in", () => {
  test("a handläggare chosen at the agency's provider comes back signed in to the page asked for", async () => {
    const end = await signIn(
      browser,
      `${LOGIN}&returnTo=${encodeURIComponent("/moten/1?flik=svar#nu")}`,
      "anna-subject",
    );

    expect(end).toBe("/moten/1?flik=svar");
    expect(await whoIs(browser)).toEqual({
      kind: "staff",
      personId: ANNA.personId,
      name: "Anna Ek",
      organisationId: "forsakringskassan",
      officeName: "Umeå",
      role: "forsakringsutredare",
      isAdministrator: false,
      isAuditor: false,
      leadsOfficeId: null,
    });
  });

  test("before anything else, nobody is signed in and no session is kept", async () => {
    const response = await browser.get("/api/v1/session");

    expect(await response.json()).toEqual({ kind: "none" });
    expect(response.headers.getSetCookie()).toEqual([]);
    expect(await (await browser.get("/staff-only")).json()).toEqual({ code: "not_signed_in" });
  });

  test("the page offers the agency's own people only, escaped, under a policy that allows no script", async () => {
    const page = await browser.get(await openChoice(browser, LOGIN));
    const html = await page.text();

    expect(html).toContain("Anna Ek");
    expect(html).toContain("Försäkringsutredare, Umeå");
    expect(html).toContain("Cecilia &lt;Ny&gt; Öst");
    expect(html).not.toContain("Bertil");
    expect(page.headers.get("content-security-policy")).toContain("default-src 'none'");
    expect((await browser.get("/dev/oidc/sign-in-page.css")).headers.get("content-type")).toContain(
      "text/css",
    );
  });

  test("a person of the other agency's list can't be chosen by sending their subject", async () => {
    const page = await openChoice(browser, LOGIN);
    const answer = await browser.post(page, { subject: "bertil-subject" });

    expect(answer.headers.get("location")).toBe(page);
  });

  test("somebody else of the other agency can sign in next in the same browser", async () => {
    await signIn(browser, LOGIN, "anna-subject");
    await signIn(browser, "/auth/login?provider=arbetsformedlingen", "bertil-subject");

    expect(await whoIs(browser)).toMatchObject({
      personId: BERTIL.personId,
      organisationId: "arbetsformedlingen",
    });
  });

  test("a person without an account here is sent back with that reason and not signed in", async () => {
    expect(await signIn(browser, LOGIN, "cecilia-subject")).toBe("/logga-in?error=unknown_person");
    expect(await whoIs(browser)).toEqual({ kind: "none" });
  });

  test("cancelling leads back with that reason, and the page asked for can be tried again", async () => {
    const page = await openChoice(browser, `${LOGIN}&returnTo=/moten`);
    const callback = await browser.follow(await browser.post(page, { cancel: "yes" }), (path) =>
      path.startsWith("/auth/callback"),
    );

    expect(await endOf(browser, callback)).toBe("/logga-in?error=cancelled&returnTo=%2Fmoten");
  });

  test("an unreachable provider is told of on the sign-in page", async () => {
    expect(await endOf(browser, "/auth/login?provider=dead&returnTo=/moten")).toBe(
      "/logga-in?error=unavailable&returnTo=%2Fmoten",
    );
  });

  test("a provider that vouches for another agency than it is set up for signs nobody in", async () => {
    expect(await signIn(browser, "/auth/login?provider=impostor", "anna-subject")).toBe(
      "/logga-in?error=unavailable",
    );
  });

  test.each(["?provider=nobody", "", "?provider=dead&provider=dead"])(
    "login%s names no provider: not found",
    async (query) => {
      expect(await (await browser.get(`/auth/login${query}`)).json()).toEqual({ code: "not_found" });
    },
  );

  test("a page of a sign-in that is over says so in words", async () => {
    const page = await openChoice(browser, LOGIN);
    const other = createCookieBrowser(site.origin);
    const lost = await other.get(page);

    expect(lost.status).toBe(400);
    expect(await lost.text()).toContain("Inloggningen gick inte att slutföra");
  });
});

describe("what only looks like a sign-in", () => {
  test.each([
    "https://evil.example/",
    "//evil.example/",
    "/\\evil.example/",
    "/%09/evil.example/",
    "/.//evil.example/",
    "javascript:alert(1)",
    "moten",
    "/%0d%0aSet-Cookie:x=y",
  ])("returnTo=%s leads to no other site", async (returnTo) => {
    const callback = await choosePerson(browser, `${LOGIN}&returnTo=${returnTo}`, "anna-subject");
    const answer = await browser.get(callback);

    expect(new URL(answer.headers.get("location") ?? "", site.origin).origin).toBe(site.origin);
    expect(answer.headers.get("location")).toMatch(/^\/($|%0d%0a)/i);
  });

  test("a callback sent again is expired, and the first sign-in stands", async () => {
    const callback = await choosePerson(browser, LOGIN, "anna-subject");
    await browser.get(callback);

    expect(await endOf(browser, callback)).toBe(EXPIRED);
    expect(await whoIs(browser)).toMatchObject({ kind: "staff" });
  });

  test("a callback in another browser signs nobody in", async () => {
    const callback = await choosePerson(browser, LOGIN, "anna-subject");
    const victim = createCookieBrowser(site.origin);
    await openChoice(victim, LOGIN);

    expect(await endOf(createCookieBrowser(site.origin), callback)).toBe(EXPIRED);
    expect(await endOf(victim, callback)).toBe(EXPIRED);
    expect(await whoIs(victim)).toEqual({ kind: "none" });
  });

  test("a stolen code put into one's own sign-in is refused, since the code verifier differs", async () => {
    const stolen = new URL(await choosePerson(browser, LOGIN, "anna-subject"), site.origin);
    const thief = createCookieBrowser(site.origin);
    const own = new URL(await choosePerson(thief, LOGIN, "cecilia-subject"), site.origin);
    own.searchParams.set("code", stolen.searchParams.get("code") ?? "");

    expect(await endOf(thief, own.pathname + own.search)).toBe(EXPIRED);
    expect(await whoIs(thief)).toEqual({ kind: "none" });
  });

  test.each(["state", "iss", "code"])(
    "a callback with another %s is refused, and so is the right one after it",
    async (name) => {
      const callback = await choosePerson(browser, LOGIN, "anna-subject");
      const changed = new URL(callback, site.origin);
      changed.searchParams.set(name, "https://other.example");

      expect(await endOf(browser, changed.pathname + changed.search)).toBe(EXPIRED);
      expect(await endOf(browser, callback)).toBe(EXPIRED);
    },
  );

  test("a callback with the state given twice is refused", async () => {
    const callback = await choosePerson(browser, LOGIN, "anna-subject");
    const state = new URL(callback, site.origin).searchParams.get("state") ?? "";

    expect(await endOf(browser, `${callback}&state=${state}`)).toBe(EXPIRED);
  });

  test("an ID token with another nonce than the one sent is refused", async () => {
    const callback = await choosePerson(browser, LOGIN, "anna-subject");
    await site.pool.query(
      `update session set sess = jsonb_set(sess::jsonb, '{signIn,nonce}', '"another"') where sess->'signIn' is not null`,
    );

    expect(await endOf(browser, callback)).toBe(EXPIRED);
  });

  test("a cancellation with another state is not taken as one", async () => {
    await openChoice(browser, LOGIN);

    expect(await endOf(browser, "/auth/callback?error=access_denied&state=guessed")).toBe(EXPIRED);
  });

  test("a sign-in that took ten minutes has to be begun again", async () => {
    const callback = await choosePerson(browser, LOGIN, "anna-subject");
    site.clock.time = new Date(START.getTime() + 10 * 60 * 1000);

    expect(await endOf(browser, callback)).toBe(EXPIRED);
  });
});

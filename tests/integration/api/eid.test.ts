import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { createCookieBrowser, type CookieBrowser } from "../../support/cookie-browser.ts";
import { createTestDatabase, type TestDatabase } from "../../support/database.ts";
import {
  ANNA,
  DAVID,
  INVITATION,
  startIdentitySite,
  type IdentitySite,
} from "../../support/identity-site.ts";
import { choosePerson, eidSubject, openChoice, signIn } from "../../support/sign-in.ts";

const EID = "/auth/login?provider=bankid&returnTo=/mina-moten";
const STAFF = "/auth/login?provider=forsakringskassan";
const START = new Date("2026-03-02T08:00:00Z");
const HOUR = 3_600_000;

let database: TestDatabase;
let site: IdentitySite;
let browser: CookieBrowser;

beforeAll(async () => {
  database = await createTestDatabase();
  site = await startIdentitySite(database.url);
});
beforeEach(() => {
  site.clock.time = START;
  browser = createCookieBrowser(site.origin);
});
afterAll(async () => {
  await site.close();
  await database.drop();
});

const whoIs = async (someone: CookieBrowser): Promise<unknown> =>
  (await someone.get("/api/v1/session")).json();
const stored = async () =>
  (await site.pool.query<{ sess: unknown }>("select sess from session")).rows.map(({ sess }) =>
    JSON.stringify(sess),
  );

describe("signing in with e-ID", () => {
  test("makes the browser the individual's, and the session keeps no personnummer", async () => {
    expect(await signIn(browser, EID, eidSubject(DAVID.personnummer))).toBe("/mina-moten");

    expect(await whoIs(browser)).toEqual({ kind: "individual", name: "David Öst" });
    expect((await stored()).join()).toContain(INVITATION.personId);
    expect((await stored()).join()).not.toMatch(/19890101|David|http:\/\/127/);
  });

  test("asks the provider for assurance level 3", async () => {
    const login = await browser.get(EID);
    const asked = new URL(login.headers.get("location") ?? "");

    expect(asked.searchParams.get("acr_values")).toBe("http://id.elegnamnden.se/loa/1.0/loa3");
    expect(asked.searchParams.get("prompt")).toBeNull();
  });

  test("shows those with an e-ID, and none of an agency's staff", async () => {
    const page = await (await browser.get(await openChoice(browser, EID))).text();

    expect(page).toContain("BankID (utveckling)");
    expect(page).toContain("David Öst");
    expect(page).not.toContain("Anna Ek");
    expect(page).not.toContain("198901");
  });

  test("somebody unknown here is told so on the individuals' page, and is nobody", async () => {
    expect(await signIn(browser, EID, eidSubject("198501019809"))).toBe("/mina-moten?error=unknown_person");
    expect(await whoIs(browser)).toEqual({ kind: "none" });
  });

  test("by less than the level of assurance asked for is not enough", async () => {
    expect(await signIn(browser, "/auth/login?provider=demanding", "anna-subject")).toBe(
      "/logga-in?error=too_weak",
    );
    expect(await whoIs(browser)).toEqual({ kind: "none" });
  });

  test("rotates the session, so that a planted one is worth nothing", async () => {
    await openChoice(browser, EID);
    const planted = browser.cookie("samtid") ?? "";
    await signIn(browser, EID, eidSubject(DAVID.personnummer));
    const thief = createCookieBrowser(site.origin);
    thief.plant("samtid", planted);

    expect(await whoIs(thief)).toEqual({ kind: "none" });
  });

  test("a code from one provider is refused in a sign-in begun with another (mix-up)", async () => {
    const callback = new URL(await choosePerson(browser, EID, eidSubject(DAVID.personnummer)), site.origin);
    const mixed = createCookieBrowser(site.origin);
    const begun = await mixed.get(STAFF);
    const state = new URL(begun.headers.get("location") ?? "").searchParams.get("state") ?? "";
    callback.searchParams.set("state", state);

    expect(await mixed.follow(await mixed.get(callback.pathname + callback.search), () => true)).toBe(
      "/logga-in?error=expired",
    );
    expect(await whoIs(mixed)).toEqual({ kind: "none" });
  });
});

describe("a fresh sign-in", () => {
  test("is asked of the provider, and makes an old one fresh again", async () => {
    await signIn(browser, STAFF, "anna-subject");
    site.clock.time = new Date(START.getTime() + 8 * HOUR);
    expect(await (await browser.get("/fresh-only")).json()).toEqual({ code: "step_up_needed" });

    const login = await browser.get(`${STAFF}&fresh=yes`);
    const asked = new URL(login.headers.get("location") ?? "").searchParams;
    expect([asked.get("prompt"), asked.get("max_age")]).toEqual(["login", "300"]);
    await signIn(browser, `${STAFF}&fresh=yes`, "anna-subject");
    expect((await browser.get("/fresh-only")).status).toBe(204);
  });

  test("is nothing an individual or an opened link has", async () => {
    await signIn(browser, EID, eidSubject(DAVID.personnummer));
    await browser.post("/open-invitation");

    expect(await (await browser.get("/fresh-only")).json()).toEqual({ code: "step_up_needed" });
  });
});

describe("one's sign-ins", () => {
  const list = async (someone: CookieBrowser) =>
    ((await (await someone.get("/api/v1/sign-ins")).json()) as { items: unknown[] }).items;

  test("are listed, latest first, and ended all at once", async () => {
    await site.pool.query("delete from session");
    const other = createCookieBrowser(site.origin);
    await signIn(other, STAFF, "anna-subject");
    site.clock.time = new Date(START.getTime() + HOUR);
    await signIn(browser, STAFF, "anna-subject");
    const bertil = createCookieBrowser(site.origin);
    await signIn(bertil, "/auth/login?provider=arbetsformedlingen", "bertil-subject");

    expect(await list(browser)).toMatchObject([
      { organisationId: "forsakringskassan", signedInAt: "2026-03-02T09:00:00.000Z", isThis: true },
      { organisationId: "forsakringskassan", signedInAt: "2026-03-02T08:00:00.000Z", isThis: false },
    ]);
    expect((await browser.send("DELETE", "/api/v1/sign-ins")).status).toBe(204);
    expect(await whoIs(browser)).toEqual({ kind: "none" });
    expect(await whoIs(other)).toEqual({ kind: "none" });
    expect(await whoIs(bertil)).toMatchObject({ kind: "staff" });
    expect(await whoIs(createCookieBrowser(site.origin))).toEqual({ kind: "none" });
  });

  test("are nobody's who has only opened a link", async () => {
    await browser.post("/open-invitation");

    expect(await (await browser.get("/api/v1/sign-ins")).json()).toEqual({ code: "not_signed_in" });
  });

  test("a link opened is closed after four hours, and the sign-in beside it goes on", async () => {
    await signIn(browser, STAFF, "anna-subject");
    await browser.post("/open-invitation");
    site.clock.time = new Date(START.getTime() + 4 * HOUR);

    expect(await (await browser.get("/invited-only")).json()).toEqual({ code: "not_signed_in" });
    expect(await whoIs(browser)).toMatchObject({ personId: ANNA.personId });
  });
});

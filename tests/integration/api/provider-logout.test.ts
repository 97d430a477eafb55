import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { subjectHashOf } from "../../../server/identity/identify-person.ts";
import { OidcProviderSettings } from "../../../server/platform/oidc-settings.ts";
import { createTestDatabase, type TestDatabase } from "../../support/database.ts";
import { createCookieBrowser } from "../../support/cookie-browser.ts";
import { startIdentitySite, TEST_VAULT, type IdentitySite } from "../../support/identity-site.ts";
import { startLogoutProvider, type LogoutProvider } from "../../support/logout-provider.ts";

const EVENT = { "http://schemas.openid.net/event/backchannel-logout": {} };
const seconds = (ago: number) => Math.floor(Date.now() / 1000) - ago;

let database: TestDatabase;
let site: IdentitySite;
let provider: LogoutProvider;

beforeAll(async () => {
  database = await createTestDatabase();
  provider = await startLogoutProvider();
  const settings = OidcProviderSettings.parse({
    id: "outside",
    issuer: provider.issuer,
    clientId: "samtid",
    clientSecret: "not to be told",
    organisationId: "forsakringskassan",
  });
  site = await startIdentitySite(database.url, { providers: [{ ...settings, allowInsecureRequests: true }] });
});
beforeEach(async () => {
  await site.pool.query("delete from session");
  await keep("anna-1", { subject: "anna", providerSession: "s1", minutesAgo: 60 });
  await keep("anna-2", { subject: "anna", providerSession: "s2", minutesAgo: 30 });
  await keep("bertil", { subject: "bertil", providerSession: "s3", minutesAgo: 30 });
});
afterAll(async () => {
  provider.close();
  await site.close();
  await database.drop();
});

/** A session as it is kept after a sign-in by the provider. */
async function keep(sid: string, of: { subject: string; providerSession: string; minutesAgo: number }) {
  const signIn = {
    provider: "outside",
    subjectHash: subjectHashOf(TEST_VAULT, "outside", of.subject),
    providerSession: of.providerSession,
    at: new Date(Date.now() - of.minutesAgo * 60_000).toISOString(),
  };
  const sess = JSON.stringify({ cookie: {}, staff: { personId: of.subject, signIn } });
  await site.pool.query("insert into session values ($1, $2, now() + interval '1 hour')", [sid, sess]);
}
const left = async () =>
  (await site.pool.query<{ sid: string }>("select sid from session order by sid")).rows.map(({ sid }) => sid);
const claims = () => ({
  iss: provider.issuer,
  aud: "samtid",
  iat: seconds(0),
  jti: "j",
  events: EVENT,
  sub: "anna",
});
async function tell(logout_token: string) {
  return createCookieBrowser(site.origin).post("/auth/backchannel-logout", { logout_token }, {});
}

describe("a provider that tells that somebody has signed out there", () => {
  test("by subject ends all their sessions, and nobody else's", async () => {
    const answer = await tell(await provider.sign(claims()));

    expect([answer.status, answer.headers.get("cache-control")]).toEqual([200, "no-store"]);
    expect(await left()).toEqual(["bertil"]);
  });

  test("by session ends that one", async () => {
    expect((await tell(await provider.sign({ ...claims(), sid: "s1" }))).status).toBe(200);

    expect(await left()).toEqual(["anna-2", "bertil"]);
  });

  test("with a token sent again, ends nothing that has begun since", async () => {
    const token = await provider.sign({ ...claims(), iat: seconds(60) });
    await tell(token);
    await keep("anna-3", { subject: "anna", providerSession: "s4", minutesAgo: 0 });
    await tell(token);

    expect(await left()).toEqual(["anna-3", "bertil"]);
  });
});

describe("what isn't a logout token ends nothing", () => {
  const other = async () => (await startLogoutProvider()).sign(claims());
  const without = (name: string) =>
    provider.sign(Object.fromEntries(Object.entries(claims()).filter(([key]) => key !== name)));

  test.each<[string, () => Promise<string>]>([
    ["another's signature", other],
    ["another audience", () => provider.sign({ ...claims(), aud: "somebody-else" })],
    ["another issuer", () => provider.sign({ ...claims(), iss: "http://127.0.0.1:9" })],
    ["an age of three minutes", () => provider.sign({ ...claims(), iat: seconds(180) })],
    ["a time to come", () => provider.sign({ ...claims(), iat: seconds(-60) })],
    ["a nonce, as an ID token has", () => provider.sign({ ...claims(), nonce: "n" })],
    ["another event", () => provider.sign({ ...claims(), events: { other: {} } })],
    ["no event", () => without("events")],
    ["no id of its own", () => without("jti")],
    ["nobody it is about", () => without("sub")],
    [
      "no signature",
      async () =>
        `${Buffer.from('{"alg":"none"}').toString("base64url")}.${Buffer.from(JSON.stringify(claims())).toString("base64url")}.`,
    ],
    ["nothing that is a token", async () => "x"],
    ["ten thousand characters", async () => "x".repeat(10_000)],
  ])("with %s", async (_what, make) => {
    expect((await tell(await make())).status).toBe(400);

    expect(await left()).toEqual(["anna-1", "anna-2", "bertil"]);
  });
});

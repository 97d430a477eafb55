import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { rawRequest } from "../../support/raw-http.ts";
import { startSamtid, type RunningSamtid } from "../../support/running-samtid.ts";

let running: RunningSamtid;

/** As where people come by https, though the test itself speaks http. */
beforeAll(async () => {
  running = await startSamtid({
    environment: {
      PUBLIC_URL: "https://samtid.example",
      OIDC_PROVIDERS: JSON.stringify([
        {
          id: "fk",
          issuer: "https://login.fk.example/realm",
          clientId: "samtid",
          clientSecret: "not to be told",
          organisationId: "forsakringskassan",
        },
      ]),
      SECURITY_CONTACT: "mailto:security@samtid.example",
    },
  });
});
afterAll(() => running?.stop());

const get = async (path: string, method = "GET") =>
  rawRequest(`http://127.0.0.1:${running.samtid.config.PORT}${path}`, { method });

/** The headers of the OWASP Secure Headers Project, with the values it proposes or stricter ones. */
const PROPOSED: [name: string, value: RegExp][] = [
  ["strict-transport-security", /^max-age=31536000; includeSubDomains$/],
  ["x-frame-options", /^DENY$/],
  ["x-content-type-options", /^nosniff$/],
  ["content-security-policy", /default-src 'self'.*object-src 'none'.*frame-ancestors 'none'/],
  ["x-permitted-cross-domain-policies", /^none$/],
  ["referrer-policy", /^no-referrer$/],
  ["cross-origin-embedder-policy", /^require-corp$/],
  ["cross-origin-opener-policy", /^same-origin$/],
  ["cross-origin-resource-policy", /^same-origin$/],
  ["permissions-policy", /camera=\(self\), microphone=\(self\).*geolocation=\(\)/],
  ["x-dns-prefetch-control", /^off$/],
];
/** What it says to leave out: they tell what we are made of, or do harm. */
const UNWANTED = [
  "server",
  "x-powered-by",
  "x-aspnet-version",
  "public-key-pins",
  "expect-ct",
  "feature-policy",
  "via",
  "sourcemap",
];

describe.each([
  "/",
  "/logga-in",
  "/svar",
  "/api/v1/session",
  "/api/v1/meetings",
  "/api/v1/nothing",
  "/healthz",
])("%s", (path) => {
  test("has every header of OWASP's list, and none of those it warns of", async () => {
    const { headers } = await get(path);
    const missing = PROPOSED.filter(([name, value]) => !value.test(String(headers[name] ?? "")));

    expect(missing.map(([name]) => [name, headers[name]])).toEqual([]);
    expect(UNWANTED.filter((name) => name in headers)).toEqual([]);
  });
});

test("no page may run a script that isn't a file of ours", async () => {
  const policy = String((await get("/")).headers["content-security-policy"]);
  const scripts = policy.split(";").filter((directive) => directive.startsWith("script-src"));

  expect(scripts).toEqual(["script-src 'self'", "script-src-attr 'none'"]);
  expect(policy).toContain("form-action 'self' https://login.fk.example;");
  expect((await get("/")).body.toString()).not.toMatch(/<script(?![^>]*\bsrc=)|\son\w+=/);
});

test("answers about people are kept by nobody on the way", async () => {
  for (const path of ["/api/v1/session", "/api/v1/meetings", "/api/v1/invitation"])
    expect((await get(path)).headers["cache-control"]).toBe("no-store");
});

test("methods nobody needs do nothing", async () => {
  for (const method of ["TRACE", "PUT", "PATCH", "DELETE"]) {
    const { status, body } = await get("/", method);
    expect([400, 404, 405]).toContain(status);
    expect(body.toString()).not.toContain("<!doctype");
  }
});

test("whom to tell of a weakness is told by RFC 9116, and expires later than now and within a year", async () => {
  const { headers, body } = await get("/.well-known/security.txt");
  const text = body.toString();
  const [, expires = ""] = /^Expires: (.+)$/m.exec(text) ?? [];

  expect(headers["content-type"]).toBe("text/plain; charset=utf-8");
  expect(text).toMatch(/^Contact: mailto:security@samtid\.example$/m);
  expect(text).toMatch(/^Canonical: https:\/\/samtid\.example\/\.well-known\/security\.txt$/m);
  const days = (Date.parse(expires) - Date.now()) / 86_400_000;
  expect(days).toBeGreaterThan(30);
  expect(days).toBeLessThan(365);
});

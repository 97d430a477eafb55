import { get } from "node:http";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createApiBrowser } from "../../../support/api-browser.ts";
import { createCookieBrowser } from "../../../support/cookie-browser.ts";
import { hostileText } from "../../../support/hostile-text.ts";
import { insertSamplePeople } from "../../../support/sample-people.ts";
import { serveSamtid, type ServedSamtid } from "../../../support/served-samtid.ts";

let served: ServedSamtid;

beforeAll(async () => {
  served = await serveSamtid({ now: () => new Date("2026-03-02T08:00:00Z") });
  await insertSamplePeople(served.samtid, { handlaggare: 1, individuals: 1 });
});
afterAll(() => served?.stop());

const elsewhere = fc.constantFrom(
  "https://evil.example",
  "//evil.example",
  "/\\evil.example",
  "\\\\evil.example",
  "/\t/evil.example",
  "/.//evil.example",
  "/%2f/evil.example",
  "https:evil.example",
  "javascript:alert(1)",
  "data:text/html,x",
  "/@evil.example",
  "/\r\nset-cookie: stolen=1",
  "/%0d%0aset-cookie:%20stolen=1",
);

describe("the page to come back to after sign-in", () => {
  test("whatever it is said to be, the browser stays here and gets no header of the attacker's", async () => {
    await fc.assert(
      fc.asyncProperty(fc.oneof(elsewhere, hostileText), async (returnTo) => {
        const browser = createCookieBrowser(served.origin);
        await browser.get(
          `/auth/login?provider=forsakringskassan&returnTo=${encodeURIComponent(toWellFormed(returnTo))}`,
        );
        const answer = await browser.get("/auth/callback?error=access_denied&state=x");
        const location = answer.headers.get("location")!;
        const back = new URL(location, served.origin);
        expect(back.origin).toBe(served.origin);
        expect(new URL(back.searchParams.get("returnTo") ?? "/", served.origin).origin).toBe(served.origin);
        expect(answer.headers.getSetCookie().join()).not.toContain("stolen");
      }),
      { numRuns: 100 },
    );
  });
});

const toWellFormed = (text: string) => text.replaceAll(/\p{Surrogate}/gu, "?");

/** As a client that lies about where it is going; fetch would not let us. */
function askAs(host: string, path: string, more: Record<string, string> = {}) {
  return new Promise<{ location: string; body: string }>((resolve, reject) => {
    get(`${served.origin}${path}`, { headers: { host, ...more }, agent: false }, (response) => {
      let body = "";
      response.setEncoding("utf8").on("data", (part: string) => (body += part));
      response.on("end", () => resolve({ location: response.headers.location ?? "", body }));
    }).on("error", reject);
  });
}

describe("a request that says it is for another host", () => {
  const forwarded = {
    "x-forwarded-host": "evil.example",
    forwarded: "host=evil.example",
    "x-forwarded-proto": "https",
  };

  test("is sent to the provider with our own address to come back to", async () => {
    const { location } = await askAs("evil.example", "/auth/login?provider=forsakringskassan", forwarded);
    expect(location).not.toContain("evil.example");
    expect(new URL(location).searchParams.get("redirect_uri")).toBe(`${served.origin}/auth/callback`);
  });

  test.each(["/api/v1/openapi.json", "/logga-in", "/api/v1/session", "/.well-known/nothing"])(
    "gets nothing of it back from %s",
    async (path) => {
      const { location, body } = await askAs("evil.example", path, forwarded);
      expect(location + body).not.toContain("evil.example");
    },
  );

  test("gets feed addresses of our own", async () => {
    const staff = createApiBrowser(served.origin);
    await staff.signIn("forsakringskassan", "fk-0");
    const { status, body } = await staff.post("/feeds", { label: "Min" }, forwarded);
    expect(status).toBe(201);
    expect(JSON.stringify(body)).toContain(`"${served.origin}/calendar/`);
    expect(JSON.stringify(body)).not.toContain("evil.example");
  });
});

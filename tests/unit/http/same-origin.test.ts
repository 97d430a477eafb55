import { expect, test } from "vitest";
import { isOwnRequest } from "../../../server/http/same-origin.ts";

const SITE = { publicUrl: new URL("https://samtid.example/"), cookieName: "__Host-samtid" };

test.each([
  { "sec-fetch-site": "same-origin" },
  { "sec-fetch-site": "none", cookie: "__Host-samtid=x" },
  { origin: "https://samtid.example", cookie: "__Host-samtid=x" },
  {},
  { cookie: "other=1; not__Host-samtid=x" },
])("%j comes from our own pages or from a program without a session", (headers) => {
  expect(isOwnRequest(headers, SITE)).toBe(true);
});

test.each([
  { "sec-fetch-site": "cross-site" },
  { "sec-fetch-site": "same-site", origin: "https://samtid.example" },
  { origin: "https://samtid.example.evil.example" },
  { origin: "http://samtid.example" },
  { origin: "null" },
  { cookie: "__Host-samtid=x" },
  { cookie: "a=b; __Host-samtid=x" },
])("%j does not", (headers) => {
  expect(isOwnRequest(headers, SITE)).toBe(false);
});

import { describe, expect, test } from "vitest";
import { readClaims } from "../../../server/identity/vouched-claims.ts";
import { OidcProviderSettings, OidcProviders } from "../../../server/platform/oidc-settings.ts";

const reached = { issuer: "https://login.example", clientId: "samtid", clientSecret: "not to be told" };
const agency = (more: object = {}) =>
  OidcProviderSettings.parse({ ...reached, id: "fk", organisationId: "forsakringskassan", ...more });
const broker = (more: object = {}) =>
  OidcProviderSettings.parse({ ...reached, id: "bankid", kind: "individual", name: "BankID", ...more });
const LOA3 = "http://id.elegnamnden.se/loa/1.0/loa3";
const PERSONNUMMER = "https://id.oidc.se/claim/personalIdentityNumber";

describe("staff", () => {
  test("what the token says in our own words is taken as it is", () => {
    const token = {
      sub: "anna",
      agency: "forsakringskassan",
      office: "Umeå",
      role: "forsakringsutredare",
      sid: "s1",
    };
    expect(readClaims(agency(), { ...token, acr: LOA3 })).toEqual({
      person: {
        kind: "staff",
        organisationId: "forsakringskassan",
        subject: "anna",
        officeName: "Umeå",
        role: "forsakringsutredare",
      },
      assurance: LOA3,
      providerSession: "s1",
    });
  });

  test("claims of other names and values of other words are mapped by the settings", () => {
    const provider = agency({
      claims: { subject: "employee", agency: "org", office: "unit", role: "title", assurance: "level" },
      values: { agency: "FK-202100", offices: { "1401": "Umeå" }, roles: { FU: "forsakringsutredare" } },
      assurance: ["hög"],
    });
    const token = { sub: "x", employee: "anna", org: "FK-202100", unit: "1401", title: "FU", level: "hög" };
    expect(readClaims(provider, token)).toMatchObject({
      person: { subject: "anna", officeName: "Umeå", role: "forsakringsutredare" },
      assurance: "hög",
    });
  });

  test("a token of another agency, or of none, is refused unless nothing is asked about it", () => {
    expect(() => readClaims(agency(), { sub: "anna", agency: "arbetsformedlingen" })).toThrow(
      /another agency/,
    );
    expect(() => readClaims(agency(), { sub: "anna" })).toThrow(/another agency/);
    const silent = agency({ claims: { agency: null } });
    expect(readClaims(silent, { sub: "anna" })).toMatchObject({ person: { subject: "anna" } });
  });

  test("a role we don't know, and words that are every object's own, say nothing", () => {
    const token = { sub: "anna", agency: "forsakringskassan", office: "constructor", role: "__proto__" };
    expect(readClaims(agency(), token)).toMatchObject({
      person: { officeName: "constructor", role: undefined },
    });
  });
});

describe("individuals", () => {
  test("are known by the personnummer in the broker's claim", () => {
    const token = { sub: "x", acr: LOA3, [PERSONNUMMER]: "198901019813" };
    expect(readClaims(broker(), token)).toMatchObject({
      person: { kind: "individual", subject: "x", personnummer: "198901019813" },
    });
  });

  test.each([[{}], [{ acr: "http://id.elegnamnden.se/loa/1.0/loa2" }], [{ acr: [LOA3] }]])(
    "identified by less than assurance level 3 (%j) are not let in",
    (claims) => {
      expect(readClaims(broker(), { sub: "x", [PERSONNUMMER]: "198901019813", ...claims })).toBe("too_weak");
    },
  );

  test("without a personnummer the broker is set up wrongly", () => {
    expect(() => readClaims(broker(), { sub: "x", acr: LOA3 })).toThrow();
  });
});

describe("the settings", () => {
  test.each([
    ["an unknown kind", [{ ...reached, id: "a", kind: "machine", name: "x" }]],
    ["a broker without a name", [{ ...reached, id: "a", kind: "individual" }]],
    [
      "a broker that any assurance will do for",
      [{ ...reached, id: "a", kind: "individual", name: "x", assurance: [] }],
    ],
    ["a member nobody knows", [{ ...reached, id: "a", organisationId: "forsakringskassan", scope: "all" }]],
    ["two with the same id", [agency(), broker({ id: "fk" })]],
  ])("with %s are refused", (_what, list) => {
    expect(OidcProviders.safeParse(list).success).toBe(false);
  });
});

import { expect, test } from "vitest";
import { createDevProvider } from "../../../server/identity/dev-provider/dev-provider.routes.ts";

const needs = {
  publicUrl: new URL("http://localhost:3000"),
  listStaff: async () => [],
  listIndividuals: async () => [],
};

test("in production the development sign-in refuses to be composed", () => {
  expect(() => createDevProvider({ ...needs, environment: "production" })).toThrow(
    /must not run in production/,
  );
});

test("elsewhere it vouches for both agencies and for individuals, with secrets of its own each time", () => {
  const [one, another] = [
    createDevProvider({ ...needs, environment: "development" }),
    createDevProvider({ ...needs, environment: "test" }),
  ];

  expect(one.providers.map(({ id, kind, issuer }) => [id, kind, issuer])).toEqual([
    ["forsakringskassan", "staff", "http://localhost:3000/dev/oidc"],
    ["arbetsformedlingen", "staff", "http://localhost:3000/dev/oidc"],
    ["bankid", "individual", "http://localhost:3000/dev/oidc"],
  ]);
  expect(new Set([...one.providers, ...another.providers].map(({ clientSecret }) => clientSecret)).size).toBe(
    6,
  );
});

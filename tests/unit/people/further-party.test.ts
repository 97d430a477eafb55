import fc from "fast-check";
import { expect, test } from "vitest";
import {
  furtherViolations,
  withoutConsent,
  type FurtherParty,
} from "../../../server/people/further-party.ts";

const external = (personId: string): FurtherParty => ({
  personId,
  attendance: "binding",
  external: {
    personId,
    kind: "tolk",
    name: "",
    organisationName: null,
    email: null,
    phone: "08-465 004 30",
    languages: ["ar"],
  },
});
const specialist = (personId: string): FurtherParty => ({
  personId,
  attendance: "optional",
  handlaggare: {
    personId,
    name: "",
    organisationId: "arbetsformedlingen",
    role: "sius_konsulent",
    officeId: "",
    officeName: "",
    lan: "",
    languages: [],
    competences: [],
  },
});
const askedOf = (ids: readonly string[]) =>
  ids.map((personId) => ({ personId, attendance: "binding" as const }));

test("whoever is known, is asked once and represents no agency, whatever the order: nothing is wrong", () => {
  const ids = fc.uniqueArray(fc.uuid(), { maxLength: 20 });
  fc.assert(
    fc.property(ids, (all) => {
      expect(furtherViolations(askedOf(all), all.map(external).reverse(), [])).toEqual([]);
    }),
  );
});

test("each who is unknown, asked twice or represents an agency is pointed at", () => {
  const asked = askedOf(["known", "unknown", "known", "side"]);
  const violations = furtherViolations(asked, [external("known"), specialist("side")], ["side"]);

  expect(violations.map(({ pointer, code }) => `${pointer} ${code}`)).toEqual([
    "/participants/1/personId unknown_participant",
    "/participants/2/personId participant_repeated",
    "/participants/3/personId participant_repeated",
  ]);
});

test("consent is asked for each external party it does not cover, and never for the agencies' own", () => {
  const further = [external("covered"), external("not covered"), specialist("specialist")];
  const uncovered = withoutConsent(further, ["forsakringskassan", "arbetsformedlingen", "covered"]);

  expect(uncovered.map(({ personId }) => personId)).toEqual(["not covered"]);
});

import fc from "fast-check";
import { expect, test } from "vitest";
import { violationsOf, type BookingFacts } from "../../../server/meetings/booking-rules.ts";
import { MEETING_TYPE } from "../../../server/meetings/types/registered-types.contract.ts";
import { type BookMeeting } from "../../../server/meetings/meetings.contract.ts";
import { MEETING_TYPES } from "../../../server/meetings/types/registered-types.contract.ts";

const TODAY = "2026-03-02";
const TOMORROW = "2026-03-03";
const NOW = new Date("2026-03-02T08:00:00Z");
const FK = "10000000-0000-4000-8000-000000000001";
const AF = "10000000-0000-4000-8000-000000000002";
const OTHER_AF = "10000000-0000-4000-8000-000000000003";

const fkSide = { organisationId: "forsakringskassan", personId: FK } as const;
const afSide = { organisationId: "arbetsformedlingen", personId: AF } as const;
const known = (
  side: typeof fkSide | typeof afSide | { organisationId: "arbetsformedlingen"; personId: string },
) => ({
  ...side,
  name: "",
  role: "arbetsformedlare" as const,
  officeId: "",
  officeName: "",
  lan: "",
  languages: [],
  competences: [],
});
const facts: BookingFacts = {
  requiredParties: [],
  mayStayAway: null,
  handlaggare: [fkSide, afSide, { ...afSide, personId: OTHER_AF }].map(known),
  further: [],
  secrecyConsentRecorded: true,
  disqualifiedIds: [],
  consentedParties: [],
  now: NOW,
  today: TODAY,
};
const command: BookMeeting = {
  caseId: "10000000-0000-4000-8000-000000000004",
  type: "gemensam_kartlaggning",
  startAt: "2026-03-18T10:00:00+01:00",
  durationMinutes: 60,
  mode: "video",
  place: null,
  handlaggare: [fkSide, afSide],
  talkedWithIndividual: true,
  decisionCommunicatedOn: null,
  secrecyConsentOn: null,
};

/** Pointer and code of each broken rule. */
const broken = (change: Partial<BookMeeting> = {}, other: Partial<BookingFacts> = {}) =>
  violationsOf({ ...command, ...change }, { ...facts, ...other }).map(
    ({ pointer, code }) => `${pointer} ${code}`,
  );

test("a booking that follows the rules: none is broken", () => {
  expect(broken()).toEqual([]);
});

test("an agency that may stay away from an offer: the other one may meet the individual alone, and not the other way round", () => {
  const offer = { type: "omstallningsmote", decisionCommunicatedOn: TODAY } as const;
  const mayStayAway = { mayStayAway: "forsakringskassan" } as const;
  expect(broken({ ...offer, handlaggare: [afSide] }, mayStayAway)).toEqual([]);
  expect(broken({ ...offer, handlaggare: [fkSide, afSide] }, mayStayAway)).toEqual([]);
  expect(broken({ ...offer, handlaggare: [fkSide] }, mayStayAway)).toEqual(["/handlaggare party_missing"]);
  expect(broken({ ...offer, handlaggare: [afSide] })).toEqual(["/handlaggare party_missing"]);
});

test.each([
  { start: "2026-03-02T07:59:59.999Z", codes: ["/startAt in_the_past"] },
  { start: "2026-03-02T08:00:00Z", codes: ["/startAt in_the_past"] },
  { start: "2026-03-02T09:00:00+01:00", codes: ["/startAt in_the_past"] },
  { start: "2026-03-02T08:00:00.001Z", codes: [] },
])("a start at $start, when it is eight o'clock: $codes", ({ start, codes }) => {
  expect(broken({ startAt: start })).toEqual(codes);
});

test.each([
  { what: "nobody from AF", handlaggare: [fkSide], codes: ["/handlaggare party_missing"] },
  { what: "nobody from FK", handlaggare: [afSide], codes: ["/handlaggare party_missing"] },
  {
    what: "two from one agency",
    handlaggare: [afSide, { ...afSide, personId: OTHER_AF }],
    codes: ["/handlaggare party_missing", "/handlaggare party_repeated"],
  },
  {
    what: "one who is not of the agency named",
    handlaggare: [fkSide, { ...afSide, personId: FK }],
    codes: ["/handlaggare/1/personId unknown_handlaggare"],
  },
  {
    what: "one nobody knows",
    handlaggare: [{ ...fkSide, personId: command.caseId }, afSide],
    codes: ["/handlaggare/0/personId unknown_handlaggare"],
  },
])("$what: $codes", ({ handlaggare, codes }) => {
  expect(broken({ handlaggare })).toEqual(codes);
});

test.each([
  { recorded: true, on: null, codes: [] },
  { recorded: false, on: TODAY, codes: [] },
  { recorded: false, on: "2024-02-29", codes: [] },
  { recorded: false, on: null, codes: ["/secrecyConsentOn consent_missing"] },
  { recorded: false, on: TOMORROW, codes: ["/secrecyConsentOn in_the_future"] },
])("secrecy consent recorded: $recorded, given now: $on: $codes", ({ recorded, on, codes }) => {
  expect(broken({ secrecyConsentOn: on }, { secrecyConsentRecorded: recorded })).toEqual(codes);
});

test.each([
  { on: null, codes: ["/decisionCommunicatedOn decision_not_communicated"] },
  { on: TOMORROW, codes: ["/decisionCommunicatedOn in_the_future"] },
  { on: TODAY, codes: [] },
])("an offer whose decision was communicated on $on: $codes", ({ on, codes }) => {
  for (const type of ["omstallningsmote", "kontaktmote"] as const)
    expect(broken({ type, decisionCommunicatedOn: on })).toEqual(codes);
  for (const type of ["gemensam_kartlaggning", "uppfoljningsmote"] as const)
    expect(broken({ type, decisionCommunicatedOn: on })).toEqual([]);
});

test("only what is offered can be declined, and rests on a decision that the person has been told of", () => {
  for (const type of MEETING_TYPES) {
    const offered = type === "omstallningsmote" || type === "kontaktmote";
    expect(MEETING_TYPE[type]).toMatchObject({ declinable: offered, needsCommunicatedDecision: offered });
    expect(MEETING_TYPE[type].durationsMinutes).toContain(MEETING_TYPE[type].defaultDurationMinutes);
  }
});

test("whatever rules are broken: all are told at once, and none that is kept", () => {
  const flag = fc.boolean();
  fc.assert(
    fc.property(flag, flag, flag, flag, (past, alone, noConsent, noDecision) => {
      const codes = broken(
        {
          type: "kontaktmote",
          startAt: past ? "2026-03-01T10:00:00Z" : command.startAt,
          handlaggare: alone ? [fkSide] : command.handlaggare,
          decisionCommunicatedOn: noDecision ? null : TODAY,
        },
        { secrecyConsentRecorded: !noConsent },
      );
      expect(codes).toEqual([
        ...(past ? ["/startAt in_the_past"] : []),
        ...(alone ? ["/handlaggare party_missing"] : []),
        ...(noConsent ? ["/secrecyConsentOn consent_missing"] : []),
        ...(noDecision ? ["/decisionCommunicatedOn decision_not_communicated"] : []),
      ]);
    }),
  );
});

test("an interpreter whom the consent does not cover: its date is asked for, until it covers them", () => {
  const personId = "10000000-0000-4000-8000-000000000005";
  const participants = [{ personId, attendance: "optional" as const }];
  const party = { name: "", organisationName: null, email: null, phone: "08-465 004 30", languages: ["ar"] };
  const external = { personId, kind: "tolk" as const, ...party };
  const further = [{ personId, attendance: "optional" as const, external }];

  expect(broken({ participants }, { further })).toEqual(["/secrecyConsentOn consent_missing"]);
  expect(broken({ participants, secrecyConsentOn: TOMORROW }, { further })).toEqual([
    "/secrecyConsentOn in_the_future",
  ]);
  expect(broken({ participants, secrecyConsentOn: TODAY }, { further })).toEqual([]);
  expect(broken({ participants }, { further, consentedParties: [personId] })).toEqual([]);
  expect(broken({ participants }, { consentedParties: [personId] })).toEqual([
    "/participants/0/personId unknown_participant",
  ]);
});

import { describe, expect, test } from "vitest";
import type { Actor, StaffActor } from "../../../../server/identity/actor.ts";
import {
  administrationPolicy,
  agencyTextPolicy,
  casePolicy,
  disqualificationPolicy,
  handOverPolicy,
  incidentPolicy,
  meetingPolicy,
  officePolicy,
  type CaseFacts,
} from "../../../../server/identity/policy/policy.ts";
import { ORGANISATION_IDS, Protection } from "../../../../server/people/people.contract.ts";

const staff = (personId: string, organisationId: StaffActor["organisationId"]): StaffActor => ({
  kind: "staff",
  personId,
  organisationId,
  officeId: "office",
  role: organisationId === "forsakringskassan" ? "forsakringsutredare" : "arbetsformedlare",
});

describe("a case", () => {
  const actors = {
    "own agency, assigned": staff("assigned-own", "forsakringskassan"),
    "own agency, not assigned": staff("own", "forsakringskassan"),
    "other agency, assigned": staff("assigned-other", "arbetsformedlingen"),
    "other agency, not assigned": staff("other", "arbetsformedlingen"),
    "the individual by link": { kind: "invited", meetingId: "m", participantId: "p" },
    nobody: { kind: "nobody" },
  } as const satisfies Record<string, Actor>;
  const caseWith = (protection: CaseFacts["protection"]): CaseFacts => ({
    ownerOrganisationId: "forsakringskassan",
    protection,
    assignedHandlaggareIds: ["assigned-own", "assigned-other"],
    disqualifiedIds: [],
  });
  type Who = keyof typeof actors;
  const RIGHTS = Object.keys(casePolicy) as (keyof typeof casePolicy)[];
  const OPENED_BY: Record<CaseFacts["protection"], readonly Who[]> = {
    none: ["own agency, assigned", "own agency, not assigned"],
    sekretessmarkering: ["own agency, assigned", "other agency, assigned"],
    skyddad_folkbokforing: ["own agency, assigned", "other agency, assigned"],
  };

  const rows = Protection.options.flatMap((protection) =>
    (Object.keys(actors) as Who[]).map((who) => ({
      protection,
      who,
      may: OPENED_BY[protection].includes(who),
    })),
  );
  test.each(rows)(
    "with protection $protection and $who: opened and booked is $may",
    ({ protection, who, may }) => {
      for (const right of RIGHTS)
        expect(casePolicy[right](actors[who], caseWith(protection)), right).toBe(may);
    },
  );

  test.each(Protection.options)(
    "with protection %s is opened by nobody who is disqualified from it",
    (protection) => {
      for (const actor of Object.values(actors)) {
        const disqualifiedIds = actor.kind === "staff" ? [actor.personId] : [];
        const facts = { ...caseWith(protection), disqualifiedIds };
        for (const right of RIGHTS) expect(casePolicy[right](actor, facts), right).toBe(false);
      }
    },
  );

  test("of either agency, is opened by that agency only", () => {
    for (const owner of ORGANISATION_IDS)
      for (const organisation of ORGANISATION_IDS) {
        const facts = { ...caseWith("none"), ownerOrganisationId: owner, assignedHandlaggareIds: [] };
        expect(casePolicy.read(staff("anyone", organisation), facts)).toBe(owner === organisation);
      }
  });
});

describe("a meeting", () => {
  const meeting = {
    meetingId: "m1",
    bookedById: "booker",
    disqualifiedIds: [],
    confirmerIds: ["af"],
    handlaggareIds: ["fk", "af"],
    participantIds: ["p-individual", "p-fk", "p-af"],
  };
  const actors = {
    "FK's handläggare in it": staff("fk", "forsakringskassan"),
    "AF's handläggare in it": staff("af", "arbetsformedlingen"),
    "who booked it for them": staff("booker", "forsakringskassan"),
    "a colleague outside it": staff("colleague", "forsakringskassan"),
    "the individual by its link": { kind: "invited", meetingId: "m1", participantId: "p-individual" },
    "a link to another meeting": { kind: "invited", meetingId: "m2", participantId: "p-individual" },
    "a link of somebody taken out": { kind: "invited", meetingId: "m1", participantId: "p-former" },
    nobody: { kind: "nobody" },
  } as const satisfies Record<string, Actor>;
  type Who = keyof typeof actors;
  const INSIDE: readonly Who[] = ["FK's handläggare in it", "AF's handläggare in it"];
  const IN_CHARGE: readonly Who[] = [...INSIDE, "who booked it for them"];
  const INVITED: readonly Who[] = ["the individual by its link"];
  const ALLOWED: Record<keyof typeof meetingPolicy, readonly Who[]> = {
    read: IN_CHARGE,
    watch: IN_CHARGE,
    move: IN_CHARGE,
    cancel: IN_CHARGE,
    swap: IN_CHARGE,
    invite: IN_CHARGE,
    confirm: ["AF's handläggare in it"],
    retract: ["FK's handläggare in it", "who booked it for them"],
    recordAnswer: IN_CHARGE,
    recall: IN_CHARGE,
    readInvitation: INVITED,
    answerInvitation: INVITED,
    tellEquipment: INVITED,
    enterRoom: [...INSIDE, ...INVITED],
    admitFromLobby: INSIDE,
    followThrough: INSIDE,
  };

  const rows = (Object.keys(meetingPolicy) as (keyof typeof meetingPolicy)[]).flatMap((right) =>
    (Object.keys(actors) as Who[]).map((who) => ({ right, who, may: ALLOWED[right].includes(who) })),
  );
  test.each(rows)("$right by $who: $may", ({ right, who, may }) => {
    expect(meetingPolicy[right](actors[who], meeting)).toBe(may);
  });

  test("is nobody's who is disqualified from its case, whatever they are in it", () => {
    for (const actor of [
      actors["FK's handläggare in it"],
      actors["AF's handläggare in it"],
      actors["who booked it for them"],
    ]) {
      const facts = { ...meeting, disqualifiedIds: [actor.personId] };
      for (const right of Object.keys(meetingPolicy) as (keyof typeof meetingPolicy)[])
        expect(meetingPolicy[right](actor, facts), right).toBe(false);
    }
  });
});

describe("an incident", () => {
  const incident = {
    organisationId: "forsakringskassan",
    officeId: "office",
    disqualifiedIds: ["barred"],
  } as const;
  const actor = (organisationId: StaffActor["organisationId"], officeId: string) => ({
    ...staff("one", organisationId),
    officeId,
  });
  test.each<[string, StaffActor, boolean]>([
    ["the office's own handläggare", actor("forsakringskassan", "office"), true],
    ["another office of the agency", actor("forsakringskassan", "other"), false],
    ["the other agency", actor("arbetsformedlingen", "office"), false],
    ["one who is disqualified", { ...actor("forsakringskassan", "office"), personId: "barred" }, false],
  ])("read by %s", (_who, reader, may) => {
    expect(incidentPolicy.read(reader, incident)).toBe(may);
  });
});

describe("an agency's texts", () => {
  const texts = { organisationId: "forsakringskassan", editorIds: ["editor"] } as const;
  test.each<[string, StaffActor, boolean]>([
    ["an appointed handläggare", staff("editor", "forsakringskassan"), true],
    ["a colleague who isn't appointed", staff("other", "forsakringskassan"), false],
    ["one of the other agency with the same id", staff("editor", "arbetsformedlingen"), false],
  ])("edited by %s", (_who, editor, may) => {
    expect(agencyTextPolicy.edit(editor, texts)).toBe(may);
  });
});

test("one's own meetings are handed over by oneself, everybody's of an office by who leads it, and no others", () => {
  const leader = { ...staff("leader", "forsakringskassan"), officeId: "here" };
  const facts = { personId: "colleague", officeId: "here", isLeader: true };

  expect(handOverPolicy.handOver(leader, facts)).toBe(true);
  expect(handOverPolicy.handOver(leader, { ...facts, isLeader: false })).toBe(false);
  expect(handOverPolicy.handOver(leader, { ...facts, officeId: "elsewhere" })).toBe(false);
  expect(handOverPolicy.handOver(leader, { ...facts, personId: "leader", isLeader: false })).toBe(true);
});

test("an office's week is read by who leads it, and by nobody else", () => {
  const leader = { ...staff("leader", "forsakringskassan"), officeId: "here" };

  expect(officePolicy.readWeek(leader, { officeId: "here", isLeader: true })).toBe(true);
  expect(officePolicy.readWeek(leader, { officeId: "here", isLeader: false })).toBe(false);
  expect(officePolicy.readWeek(leader, { officeId: "elsewhere", isLeader: true })).toBe(false);
});

test("who is disqualified is read and lifted by who leads their office, but never lifted of oneself", () => {
  const leader = { ...staff("leader", "forsakringskassan"), officeId: "here" };
  const facts = { personId: "colleague", officeId: "here", isLeader: true };

  expect(disqualificationPolicy.read(leader, facts)).toBe(true);
  expect(disqualificationPolicy.lift(leader, facts)).toBe(true);
  expect(disqualificationPolicy.lift(leader, { ...facts, personId: "leader" })).toBe(false);
  for (const other of [
    { ...facts, isLeader: false },
    { ...facts, officeId: "elsewhere" },
  ]) {
    expect(disqualificationPolicy.read(leader, other)).toBe(false);
    expect(disqualificationPolicy.lift(leader, other)).toBe(false);
  }
});

test("an agency is administered by its own administrators only", () => {
  const actor = staff("administrator", "forsakringskassan");
  const facts = { organisationId: "forsakringskassan", isAdministrator: true } as const;

  expect(administrationPolicy.administer(actor, facts)).toBe(true);
  expect(administrationPolicy.administer(actor, { ...facts, isAdministrator: false })).toBe(false);
  expect(administrationPolicy.administer(actor, { ...facts, organisationId: "arbetsformedlingen" })).toBe(
    false,
  );
});

import { describe, expect, test } from "vitest";
import type { Actor, StaffActor } from "../../../../server/identity/actor.ts";
import {
  agencyTextPolicy,
  casePolicy,
  incidentPolicy,
  meetingPolicy,
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
  });
  type Who = keyof typeof actors;
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
      expect(casePolicy.read(actors[who], caseWith(protection))).toBe(may);
      expect(casePolicy.book(actors[who], caseWith(protection))).toBe(may);
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
    move: IN_CHARGE,
    cancel: IN_CHARGE,
    swap: IN_CHARGE,
    confirm: ["AF's handläggare in it"],
    retract: ["FK's handläggare in it", "who booked it for them"],
    recordAnswer: IN_CHARGE,
    recall: IN_CHARGE,
    readInvitation: INVITED,
    answerInvitation: INVITED,
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
});

describe("an incident", () => {
  const incident = { organisationId: "forsakringskassan", officeId: "office" } as const;
  const actor = (organisationId: StaffActor["organisationId"], officeId: string) => ({
    ...staff("one", organisationId),
    officeId,
  });
  test.each<[string, StaffActor, boolean]>([
    ["the office's own handläggare", actor("forsakringskassan", "office"), true],
    ["another office of the agency", actor("forsakringskassan", "other"), false],
    ["the other agency", actor("arbetsformedlingen", "office"), false],
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

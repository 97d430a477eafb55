import { expect, test } from "vitest";
import {
  participantsToSend,
  withoutConsent,
  type ChosenParticipant,
} from "../../../../client/src/features/participants/chosen-participant.ts";
import {
  emptyExternal,
  externalToSend,
} from "../../../../client/src/features/participants/typed-external.ts";
import { NewExternalParty } from "../../../../server/people/external-parties.contract.ts";

const interpreter: ChosenParticipant = {
  attendance: "binding",
  party: {
    personId: "interpreter",
    kind: "tolk",
    name: "Tolk",
    organisationName: null,
    email: null,
    phone: "08-465 004 30",
    languages: ["ar"],
  },
};
const specialist: ChosenParticipant = {
  attendance: "optional",
  party: {
    personId: "specialist",
    name: "Specialist",
    organisationId: "arbetsformedlingen",
    role: "sius_konsulent",
    officeId: "",
    officeName: "",
    lan: "",
    languages: [],
    competences: [],
  },
};

test("those chosen are sent by id, with whether the meeting can't be without them", () => {
  expect(participantsToSend([interpreter, specialist])).toEqual([
    { personId: "interpreter", attendance: "binding" },
    { personId: "specialist", attendance: "optional" },
  ]);
});

test("consent is asked for those outside the agencies whom it does not cover", () => {
  const names = (consented: string[]) =>
    withoutConsent([interpreter, specialist], consented).map(({ name }) => name);

  expect(names([])).toEqual(["Tolk"]);
  expect(names(["interpreter"])).toEqual([]);
});

test("what is typed of somebody is what the server takes; a language is an interpreter's alone", () => {
  const typed = { name: "Ett Namn", phone: "08-465 004 30" };
  const tolk = externalToSend({ ...emptyExternal("tolk", "ar"), ...typed });
  const employer = externalToSend({
    ...emptyExternal("arbetsgivare", "ar"),
    ...typed,
    organisationName: " ",
  });

  expect(NewExternalParty.parse(tolk)).toMatchObject({ languages: ["ar"], email: null });
  expect(NewExternalParty.parse(employer)).toMatchObject({ languages: [], organisationName: null });
});

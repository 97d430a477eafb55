import { expect, test } from "vitest";
import { caseToSend, emptyCase, fieldIds } from "../../../../client/src/features/book-meeting/new-case.ts";
import { NewCase } from "../../../../server/people/people.contract.ts";

const KARIN = {
  ...emptyCase(),
  name: "Karin Ödmark",
  personnummer: "19121212-1212",
  sex: "woman",
  benefit: "sjukpenning",
};
const sent = (typed: Partial<ReturnType<typeof emptyCase>>) =>
  NewCase.parse(caseToSend({ ...KARIN, ...typed }));

test("a case with no address and no wishes: has none, and the usual order", () => {
  expect(sent({})).toMatchObject({ address: null, channelOrder: null, language: "sv" });
});

test("an address: is sent whole, with c/o only where there is one", () => {
  const address = { careOf: " ", street: "Björkvägen 12 A", postalCode: "75320", city: "Uppsala" };
  expect(sent({ address }).address).toEqual({
    careOf: null,
    street: "Björkvägen 12 A",
    postalCode: "753 20",
    city: "Uppsala",
  });
});

test("half an address: is refused at the fields that are empty", () => {
  const address = { careOf: "", street: "Björkvägen 12 A", postalCode: "", city: "" };
  const { error } = NewCase.safeParse(caseToSend({ ...KARIN, address }));
  const pointers = error!.issues.map(({ path }) => `/${path.join("/")}`);
  expect(pointers).toEqual(["/address/postalCode", "/address/city"]);
  for (const pointer of pointers) expect(fieldIds).toHaveProperty([pointer]);
});

test.each([
  ["sms", "", ["sms", "telephone"]],
  ["letter", "email", ["letter", "email", "telephone"]],
  ["telephone", "", ["telephone"]],
] as const)(
  "who wants to be reached by %s, and else %s: somebody calls in the end",
  (first, second, order) => {
    expect(sent({ firstChannel: first, secondChannel: second }).channelOrder).toEqual(order);
  },
);

import { expect, test } from "vitest";
import { entityTag } from "../../../server/calendars/entity-tag.ts";

test("given the same text, the strong tag is the same; given another, it differs", () => {
  expect(entityTag("Möte")).toBe(entityTag("Möte"));
  expect(entityTag("Möte")).not.toBe(entityTag("Mote"));
  expect(entityTag("")).toBe('"47DEQpj8HBSa-_TImW-5JCeuQeRkm5NMpJWZG3hSuFU"');
});

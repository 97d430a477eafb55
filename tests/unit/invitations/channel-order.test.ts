import { expect, test } from "vitest";
import { channelsFor } from "../../../server/invitations/channel-order.ts";
import type { Reachable } from "../../../server/people/channel.ts";

const NOW = new Date("2026-03-02T08:00:00Z");
const IN_TIME = new Date("2026-03-18T09:00:00Z");
const person: Reachable = {
  email: "a@example.test",
  phone: "070-174 06 05",
  address: { careOf: null, street: "Björkvägen 12", postalCode: "753 20", city: "Uppsala" },
  channelOrder: null,
  protection: "none",
};
const order = (
  more: Partial<Reachable>,
  kind: Parameters<typeof channelsFor>[0]["kind"] = "invitation",
  neededBy = IN_TIME,
) => channelsFor({ kind, person: { ...person, ...more }, neededBy }, NOW);

test.each<[string, Partial<Reachable>, string[]]>([
  ["with every way", {}, ["email", "sms", "letter", "telephone"]],
  ["without mail", { email: null }, ["sms", "letter", "telephone"]],
  ["with a fixed line", { phone: "08-465 004 10" }, ["email", "letter", "telephone"]],
  [
    "who wants a digital mailbox first",
    { channelOrder: ["digital_mailbox", "letter"] },
    ["digital_mailbox", "letter"],
  ],
  [
    "with sekretessmarkering who asked for a digital mailbox",
    { protection: "sekretessmarkering", channelOrder: ["digital_mailbox"] },
    ["telephone"],
  ],
  ["who wants letters only", { channelOrder: ["letter"] }, ["letter"]],
  ["who wants SMS first", { channelOrder: ["sms", "email", "telephone"] }, ["sms", "email", "telephone"]],
  ["who wants what there is no way to", { email: null, channelOrder: ["email"] }, ["telephone"]],
  ["with sekretessmarkering", { protection: "sekretessmarkering" }, ["telephone"]],
  [
    "with skyddad folkbokföring who asked for letters, which Skatteverket forwards",
    { protection: "skyddad_folkbokforing", channelOrder: ["email", "letter"] },
    ["letter"],
  ],
])("a person %s: reached by these, in this order", (_what, more, expected) => {
  expect(order(more)).toEqual(expected);
});

test("a letter that would come after the meeting: not sent", () => {
  expect(order({}, "invitation", new Date("2026-03-06T09:00:00Z"))).toEqual(["email", "sms", "telephone"]);
  expect(order({}, "invitation", new Date("2026-03-09T09:00:00Z"))).toContain("letter");
});

test("reminders go by mail, and the last one by SMS when there is a number; nobody is called or written to", () => {
  expect(order({}, "reminder_week")).toEqual(["email", "sms"]);
  expect(order({}, "reminder_hour")).toEqual(["sms", "email"]);
  expect(order({ phone: null }, "reminder_hour")).toEqual(["email"]);
  expect(order({ email: null, phone: null }, "reminder_day")).toEqual([]);
});

test("reminders lie in the digital mailbox too, but for the one an hour before, which nobody would see in time", () => {
  const channelOrder = ["digital_mailbox", "email", "letter"] as const;
  expect(order({ channelOrder }, "reminder_day")).toEqual(["digital_mailbox", "email"]);
  expect(order({ channelOrder }, "reminder_hour")).toEqual(["email"]);
});

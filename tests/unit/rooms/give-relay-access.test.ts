import { createHmac } from "node:crypto";
import { expect, test } from "vitest";
import { createGiveRelayAccess } from "../../../server/rooms/give-relay-access.ts";

const clock = { now: () => new Date("2026-03-10T09:00:00.900Z") };
const urls = ["turn:relay.example:3478", "turns:relay.example:5349"];

test("credentials are the participant's own, hold for four hours, and are what coturn makes of the same secret", () => {
  const give = createGiveRelayAccess({ relay: { urls, secret: "hemlig" }, clock });
  const username = `${Date.parse("2026-03-10T13:00:00Z") / 1000}:deltagare`;
  const credential = createHmac("sha1", "hemlig").update(username).digest("base64");
  expect(give("deltagare")).toEqual({ iceServers: [{ urls, username, credential }] });
});

test("without a relay there are no credentials", () => {
  expect(createGiveRelayAccess({ relay: { urls: [], secret: "" }, clock })("x")).toEqual({ iceServers: [] });
});

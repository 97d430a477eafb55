import { expect, test } from "vitest";
import { changesBetween } from "../../../../client/src/features/room/seat-changes.ts";
import type { RoomView, SeatState, SeatView } from "../../../../server/rooms/rooms.contract.ts";

const seat = (participantId: string, state: SeatState, isMe = false): SeatView => ({
  participantId,
  role: "handlaggare",
  organisationId: "forsakringskassan",
  title: "forsakringsutredare",
  interprets: false,
  name: participantId,
  state,
  generation: 1,
  identifiedBy: null,
  checkedBy: null,
  since: null,
  isMe,
});
const room = (...seats: SeatView[]): RoomView => ({
  meetingId: "meeting",
  startAt: "2026-11-24T09:00:00Z",
  endAt: "2026-11-24T10:00:00Z",
  now: "2026-11-24T09:00:00Z",
  version: 1,
  me: { participantId: "me", state: "in_call", generation: 1, mayAdmit: true },
  seats,
  call: null,
  relayOnly: false,
  phone: null,
});
const said = (before: RoomView, now: RoomView) =>
  changesBetween(before, now).map(({ seat: { participantId }, change }) => `${participantId} ${change}`);

test.each([
  ["absent", "in_call", "here"],
  ["absent", "waiting", "waiting"],
  ["waiting", "in_call", "here"],
  ["waiting", "absent", "gone"],
  ["in_call", "reconnecting", "reconnecting"],
  ["reconnecting", "in_call", "back"],
  ["reconnecting", "absent", "left"],
  ["in_call", "absent", "left"],
  ["in_call", "removed", "left"],
] as const)("another's seat, when it goes from %s to %s, is told as %s", (was, is, change) => {
  expect(said(room(seat("Bo", was)), room(seat("Bo", is)))).toEqual([`Bo ${change}`]);
});

test("the reader's own seat, when they are let in, is told with who is there", () => {
  const before = room(seat("me", "waiting", true));
  const now = room(seat("me", "in_call", true), seat("Bo", "in_call"));
  expect(said(before, now)).toEqual(["me admitted", "Bo here"]);
});

test("a seat, when it is no longer shown, is told as left", () => {
  expect(said(room(seat("Bo", "in_call")), room())).toEqual(["Bo left"]);
});

test("a room, when nobody's state changed, tells nothing", () => {
  const same = room(seat("me", "in_call", true), seat("Bo", "waiting"));
  expect(said(same, same)).toEqual([]);
});

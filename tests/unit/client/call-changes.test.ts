import { expect, test } from "vitest";
import { callChangesBetween } from "../../../client/src/features/room/call/call-changes.ts";
import type { CallView } from "../../../server/rooms/call/call.contract.ts";
import type { RoomView } from "../../../server/rooms/rooms.contract.ts";

const T1 = "2026-03-10T09:01:00.000Z";
const CALL: CallView = {
  type: "kontaktmote",
  hands: [],
  pause: null,
  agendaDone: [],
  notes: { chosenBy: [], areChosen: false, areShared: false },
};
const room = (call: Partial<CallView> | null, endAt = "2026-03-10T10:00:00.000Z") =>
  ({
    endAt,
    me: { participantId: "me", state: "in_call", mayAdmit: false },
    call: call && { ...CALL, ...call },
  }) as RoomView;
const asked = (askedBy: string, until: string | null = null) => ({ pause: { askedBy, askedAt: T1, until } });

test.each<[string, RoomView, RoomView, unknown[]]>([
  ["nothing", room({}), room({}), []],
  [
    "another's hand",
    room({}),
    room({ hands: [{ participantId: "a", since: T1 }] }),
    [{ what: "hand", participantId: "a" }],
  ],
  ["one's own hand", room({}), room({ hands: [{ participantId: "me", since: T1 }] }), []],
  [
    "a hand that was up",
    room({ hands: [{ participantId: "a", since: T1 }] }),
    room({ hands: [{ participantId: "a", since: T1 }] }),
    [],
  ],
  ["another who asks for a pause", room({}), room(asked("a")), [{ what: "pauseAsked", participantId: "a" }]],
  ["oneself who asks for a pause", room({}), room(asked("me")), []],
  ["a pause that begins", room(asked("me")), room(asked("me", T1)), [{ what: "pauseBegun", until: T1 }]],
  ["a pause that is ended", room(asked("me", T1)), room({}), [{ what: "pauseEnded" }]],
  ["a wish for a pause that is taken back", room(asked("a")), room({}), []],
  [
    "a point that is done",
    room({ agendaDone: ["a"] }),
    room({ agendaDone: ["a", "b"] }),
    [{ what: "agendaDone", item: "b" }],
  ],
  [
    "a later end",
    room({}),
    room({}, "2026-03-10T10:15:00.000Z"),
    [{ what: "longer", endAt: "2026-03-10T10:15:00.000Z" }],
  ],
  [
    "joint notes chosen",
    room({}),
    room({ notes: { chosenBy: [], areChosen: true, areShared: false } }),
    [{ what: "notesChosen" }],
  ],
  ["coming in to a raised hand", room(null), room({ hands: [{ participantId: "a", since: T1 }] }), []],
])("%s", (_, before, now, expected) => {
  expect(callChangesBetween(before, now)).toEqual(expected);
});

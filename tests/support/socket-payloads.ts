import { randomUUID } from "node:crypto";
import type { ClientToServerEvents } from "../../server/realtime/events.contract.ts";

/** Of whom a command is to be. */
export interface About {
  readonly meetingId: string;
  readonly participantId: string;
  /** Of that participant's seat; the first unless given. */
  readonly generation?: number;
}

type Command = keyof ClientToServerEvents;
type Payload<C extends Command> = Parameters<ClientToServerEvents[C]>[0];

const ofMeeting = ({ meetingId }: About) => ({ meetingId });
const ofSeat = ({ meetingId, participantId, generation = 1 }: About) => ({
  meetingId,
  participantId,
  generation,
  commandId: randomUUID(),
});

/** What each command carries when nothing is wrong with it: every command there is has a line here. */
export const SOCKET_PAYLOADS: { readonly [C in Command]: (about: About) => Payload<C> } = {
  "meeting:watch": ofMeeting,
  "meeting:unwatch": ofMeeting,
  "room:enter": ofMeeting,
  "room:leave": ofMeeting,
  "lobby:admit": (about) => ({ ...ofSeat(about), identityCheck: "call_back" }),
  "seat:hold": ofSeat,
  "seat:resume": ofSeat,
  "seat:send-back": ofSeat,
  "seat:remove": ofSeat,
  "seat:restore": ofSeat,
  "telephone:begin": (about) => ({ ...ofSeat(about), identityCheck: "call_back" }),
  "telephone:end": ofSeat,
  "check:begin": ofMeeting,
  "day:watch": () => ({}),
  "hand:raise": ofMeeting,
  "hand:lower": ({ meetingId, participantId }) => ({ meetingId, participantId }),
  "pause:ask": ofMeeting,
  "pause:begin": (about) => ({ ...ofMeeting(about), minutes: 5 }),
  "pause:end": ofMeeting,
  "chat:send": (about) => ({ ...ofMeeting(about), messageId: randomUUID(), text: "Hej" }),
  "agenda:mark": (about) => ({ ...ofMeeting(about), item: "welcome", done: true }),
  "meeting:extend": (about) => ({
    ...ofMeeting(about),
    minutes: 15,
    seenEndAt: "2026-03-10T10:00:00.000Z",
  }),
  "notes:choose": (about) => ({ ...ofMeeting(about), chosen: true }),
  "notes:share": (about) => ({ ...ofMeeting(about), shared: true }),
  "note:read": ofMeeting,
  "note:write": (about) => ({ ...ofMeeting(about), text: "En anteckning.", seen: 0 }),
  "signal:send": ({ meetingId, participantId, generation = 1 }) => ({
    meetingId,
    to: participantId,
    toGeneration: generation,
    signal: { kind: "description", link: randomUUID(), type: "offer", sdp: "v=0\r\n" },
  }),
  "relay:read": ofMeeting,
  "media:report": ({ meetingId, participantId }) => ({ meetingId, peers: [{ participantId, heard: true }] }),
};

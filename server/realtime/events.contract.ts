import { z } from "zod";
import type { Problem } from "../http/conventions.contract.ts";
import { Id } from "../http/conventions.contract.ts";
import {
  BeginPause,
  ChooseNotes,
  ExtendMeeting,
  InCallCommand,
  LowerHand,
  MarkAgenda,
  SendMessage,
  ShareNotes,
  WriteJointNote,
  type ChatMessage,
  type JointNoteView,
} from "../rooms/call/call.contract.ts";
import { WatchDay, type DayView } from "../rooms/day/day.contract.ts";
import {
  ReportMedia,
  SendSignal,
  type ReceivedSignal,
  type RelayAccess,
  type ReportedMedia,
} from "../rooms/media.contract.ts";
import {
  AdmitToRoom,
  BeginTelephone,
  RoomCommand,
  SeatDecision,
  type RoomView,
} from "../rooms/rooms.contract.ts";

/** What a command over the socket is answered with. */
export type Acknowledgement<T = null> = { ok: true; value: T } | { ok: false; problem: Problem };

/** A browser that is both signed in and invited says in the handshake's `auth` as whom it comes; else as handläggare. */
export const Handshake = z.object({ as: z.enum(["staff", "invited"]).optional() });

const WatchMeeting = z.strictObject({ meetingId: Id });

/** `noun:verb` from the client; every command is acknowledged. */
export interface ClientToServerEvents {
  /** A handläggare's page wants to know when the meeting changes. */
  "meeting:watch": (command: { meetingId: string }, done: (answer: Acknowledgement) => void) => void;
  "meeting:unwatch": (command: { meetingId: string }, done: (answer: Acknowledgement) => void) => void;
  /** Take a seat: staff go straight into the call, others wait in the lobby. */
  "room:enter": (command: { meetingId: string }, done: (answer: Acknowledgement<RoomView>) => void) => void;
  "room:leave": (command: { meetingId: string }, done: (answer: Acknowledgement) => void) => void;
  /** One in the call tells another how to connect to them. */
  "signal:send": (command: SendSignal, done: (answer: Acknowledgement) => void) => void;
  /** Who is in the call asks for the relay, at each join and before each new try. */
  "relay:read": (
    command: { meetingId: string },
    done: (answer: Acknowledgement<RelayAccess>) => void,
  ) => void;
  /** Days ahead: the relay, to try whether it lets one in. */
  "check:begin": (
    command: { meetingId: string },
    done: (answer: Acknowledgement<RelayAccess>) => void,
  ) => void;
  /** Every few seconds: whose sound comes in. */
  "media:report": (command: ReportMedia, done: (answer: Acknowledgement) => void) => void;
  /** A handläggare of either agency lets somebody in from the lobby. */
  "lobby:admit": (command: AdmitToRoom, done: (answer: Acknowledgement) => void) => void;
  /** Out of the call, but not out of the meeting: sees a calm page until they are taken back. */
  "seat:hold": (command: SeatDecision, done: (answer: Acknowledgement) => void) => void;
  "seat:resume": (command: SeatDecision, done: (answer: Acknowledgement) => void) => void;
  /** To the lobby. */
  "seat:send-back": (command: SeatDecision, done: (answer: Acknowledgement) => void) => void;
  /** Out of the meeting, until it is taken back. */
  "seat:remove": (command: SeatDecision, done: (answer: Acknowledgement) => void) => void;
  /** Takes back that somebody was removed: they may come to the lobby again. */
  "seat:restore": (command: SeatDecision, done: (answer: Acknowledgement) => void) => void;
  /** A handläggare has somebody on the telephone: they are in the call that way, until it ends or they come by browser. */
  "telephone:begin": Command<typeof BeginTelephone>;
  "telephone:end": Command<typeof SeatDecision>;
  /** A handläggare's page wants to know when somebody waits for them. */
  "day:watch": Command<typeof WatchDay, DayView>;
  /** One wants to say something: everybody in the call sees it. */
  "hand:raise": Command<typeof InCallCommand>;
  /** One's own hand; a handläggare takes down others' too. */
  "hand:lower": Command<typeof LowerHand>;
  /** Anybody in the call asks for a pause; a handläggare says how long it is, and ends it. */
  "pause:ask": Command<typeof InCallCommand>;
  "pause:begin": Command<typeof BeginPause>;
  "pause:end": Command<typeof InCallCommand>;
  "chat:send": Command<typeof SendMessage, ChatMessage>;
  "agenda:mark": Command<typeof MarkAgenda>;
  /** A handläggare of either agency makes the meeting longer. */
  "meeting:extend": Command<typeof ExtendMeeting>;
  /** A handläggare says, for their agency, whether messages may be put into the joint notes. */
  "notes:choose": Command<typeof ChooseNotes>;
  "notes:share": Command<typeof ShareNotes>;
  /** The joint notes: for handläggare, and for all in the call when they are shared. */
  "note:read": Command<typeof InCallCommand, JointNoteView>;
  /** A handläggare saves the joint notes; when somebody else was first, the newest is the answer and nothing is saved. */
  "note:write": Command<typeof WriteJointNote, { saved: boolean; note: JointNoteView }>;
}

/** A command that carries what a schema says. */
type Command<Schema extends z.ZodType, Value = null> = (
  command: z.infer<Schema>,
  done: (answer: Acknowledgement<Value>) => void,
) => void;

/** By which handläggare decide of seats. */
export type SeatDecisionCommand = Extract<
  keyof ClientToServerEvents,
  "lobby:admit" | `seat:${string}` | `telephone:${string}`
>;

/** Every command there is, and what it carries. */
export const SOCKET_COMMANDS: {
  readonly [Command in keyof ClientToServerEvents]: z.ZodType<Parameters<ClientToServerEvents[Command]>[0]>;
} = {
  "meeting:watch": WatchMeeting,
  "meeting:unwatch": WatchMeeting,
  "room:enter": RoomCommand,
  "room:leave": RoomCommand,
  "lobby:admit": AdmitToRoom,
  "check:begin": RoomCommand,
  "day:watch": WatchDay,
  "hand:raise": InCallCommand,
  "hand:lower": LowerHand,
  "pause:ask": InCallCommand,
  "pause:begin": BeginPause,
  "pause:end": InCallCommand,
  "chat:send": SendMessage,
  "agenda:mark": MarkAgenda,
  "meeting:extend": ExtendMeeting,
  "notes:choose": ChooseNotes,
  "notes:share": ShareNotes,
  "note:read": InCallCommand,
  "note:write": WriteJointNote,
  "signal:send": SendSignal,
  "relay:read": RoomCommand,
  "media:report": ReportMedia,
  "seat:hold": SeatDecision,
  "seat:resume": SeatDecision,
  "seat:send-back": SeatDecision,
  "seat:remove": SeatDecision,
  "seat:restore": SeatDecision,
  "telephone:begin": BeginTelephone,
  "telephone:end": SeatDecision,
};

/** `noun:past-tense` from the server. */
export interface ServerToClientEvents {
  /** Something about the meeting changed: read it again. */
  "meeting:changed": (event: { meetingId: string }) => void;
  /** The room as this reader may see it, after a change. */
  "room:changed": (room: RoomView) => void;
  /** The handläggare's day, after somebody came to a lobby or a meeting changed. */
  "day:changed": (day: DayView) => void;
  /** The joint notes have been written. */
  "note:changed": (event: { meetingId: string } & JointNoteView) => void;
  /** Somebody in the call has written to all in it. */
  "chat:said": (message: ChatMessage) => void;
  /** The seat was taken by another tab or device of the same participant, or they are on the telephone: stop, and don't enter again by yourself. */
  "seat:taken-over": (event: { meetingId: string; byTelephone: boolean }) => void;
  /** Another in the call tells how to connect to them. */
  "signal:received": (event: ReceivedSignal) => void;
  /** Whose sound another in the call hears. */
  "media:reported": (event: ReportedMedia) => void;
  /** Sound doesn't come through between the reader and a participant: connect anew. */
  "media:restart": (event: { meetingId: string; participantId: string }) => void;
}

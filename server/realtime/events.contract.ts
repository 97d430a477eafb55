import { z } from "zod";
import type { Problem } from "../http/conventions.contract.ts";
import { Id } from "../http/conventions.contract.ts";
import type { RoomView } from "../rooms/rooms.contract.ts";

/** What a command over the socket is answered with. */
export type Acknowledgement<T = null> = { ok: true; value: T } | { ok: false; problem: Problem };

/** A browser that is both signed in and invited says in the handshake's `auth` as whom it comes; else as handläggare. */
export const Handshake = z.object({ as: z.enum(["staff", "invited"]).optional() });

export const WatchMeeting = z.strictObject({ meetingId: Id });

/** `noun:verb` from the client; every command is acknowledged. */
export interface ClientToServerEvents {
  /** A handläggare's page wants to know when the meeting changes. */
  "meeting:watch": (command: { meetingId: string }, done: (answer: Acknowledgement) => void) => void;
  "meeting:unwatch": (command: { meetingId: string }, done: (answer: Acknowledgement) => void) => void;
  /** Take a seat: staff go straight into the call, others wait in the lobby. */
  "room:enter": (command: { meetingId: string }, done: (answer: Acknowledgement<RoomView>) => void) => void;
  "room:leave": (command: { meetingId: string }, done: (answer: Acknowledgement) => void) => void;
  /** A handläggare of either agency lets somebody in from the lobby. */
  "lobby:admit": (
    command: { meetingId: string; participantId: string },
    done: (answer: Acknowledgement) => void,
  ) => void;
}

/** `noun:past-tense` from the server. */
export interface ServerToClientEvents {
  /** Something about the meeting changed: read it again. */
  "meeting:changed": (event: { meetingId: string }) => void;
  /** The room as this reader may see it, after a change. */
  "room:changed": (room: RoomView) => void;
  /** The seat was taken by another tab or device of the same participant: stop, and don't enter again by yourself. */
  "seat:taken-over": (event: { meetingId: string }) => void;
}

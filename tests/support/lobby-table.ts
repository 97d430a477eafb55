import type { ClientToServerEvents } from "../../server/realtime/events.contract.ts";

/** Where somebody is who takes part in the meeting when they send a command. */
export const GUEST_STATES = [
  "not entered",
  "waiting",
  "in the call",
  "on hold",
  "lost and not back",
  "left",
  "taken over",
  "on the telephone",
  "removed",
  "removed, in another tab",
] as const;
export type GuestState = (typeof GUEST_STATES)[number];

/** A handläggare never waits. */
export const HOST_STATES = ["not entered", "in the call", "lost and not back", "left", "taken over"] as const;
export type HostState = (typeof HOST_STATES)[number];

/** `ok`, or the code of the problem it is refused with: always, or by state. */
type Outcome = "ok" | "not_found" | "not_allowed" | "wrong_state" | "invalid";
type Outcomes<State extends string> = Outcome | ({ otherwise: Outcome } & Partial<Record<State, Outcome>>);

/** What comes of a command, by who sends it. */
export interface LobbyRow {
  /** Who was invited, about themselves and about others. */
  readonly guest: Outcomes<GuestState>;
  /** A handläggare of the meeting, of either agency, about who was invited. */
  readonly host: Outcomes<HostState>;
  /** Anybody with a session of their own and no part in the meeting. */
  readonly outsider: Outcome;
  /** Where it differs for one who was invited elsewhere. */
  readonly invitedOutsider?: Outcome;
  /** Where the one has to be whom a handläggare decides of. */
  readonly target?: GuestState;
}

const decision = (target: GuestState): LobbyRow => ({
  guest: "not_allowed",
  host: { "in the call": "ok", otherwise: "wrong_state" },
  outsider: "not_found",
  target,
});

/** What whoever is in the call does. */
const IN_CALL: LobbyRow = {
  guest: { "in the call": "ok", otherwise: "wrong_state" },
  host: { "in the call": "ok", otherwise: "wrong_state" },
  outsider: "wrong_state",
};
/** What handläggare in the call do. */
const HOST_IN_CALL: LobbyRow = {
  ...IN_CALL,
  guest: { "in the call": "not_allowed", otherwise: "wrong_state" },
};

/**
 * The table of the lobby: a line for every command there is. What is done within the call, by whoever is in it, is
 * `{ guest: { "in the call": "ok", otherwise: "wrong_state" }, host: { "in the call": "ok", otherwise: "wrong_state" }, outsider: "wrong_state" }`.
 */
export const LOBBY_TABLE: { readonly [C in keyof ClientToServerEvents]: LobbyRow } = {
  "meeting:watch": { guest: "not_found", host: "ok", outsider: "not_found" },
  "meeting:unwatch": { guest: "ok", host: "ok", outsider: "ok" },
  // Who was removed is shown that they are, and nothing else.
  "room:enter": { guest: "ok", host: "ok", outsider: "not_found" },
  "room:leave": { guest: "ok", host: "ok", outsider: "ok" },
  "lobby:admit": decision("waiting"),
  "seat:hold": decision("in the call"),
  "seat:resume": decision("on hold"),
  "seat:send-back": decision("in the call"),
  "seat:remove": decision("waiting"),
  "seat:restore": decision("removed"),
  "telephone:begin": decision("waiting"),
  "telephone:end": decision("on the telephone"),
  // To one who is not in the call, or to oneself.
  "signal:send": { guest: "wrong_state", host: "wrong_state", outsider: "wrong_state" },
  "relay:read": IN_CALL,
  // Days ahead, and wherever one is.
  "check:begin": { guest: "ok", host: "ok", outsider: "not_found" },
  "media:report": IN_CALL,
  "hand:raise": IN_CALL,
  "hand:lower": IN_CALL,
  "pause:ask": IN_CALL,
  "chat:send": IN_CALL,
  "pause:begin": HOST_IN_CALL,
  "pause:end": IN_CALL,
  "agenda:mark": HOST_IN_CALL,
  "notes:choose": HOST_IN_CALL,
  "notes:share": HOST_IN_CALL,
  "note:read": HOST_IN_CALL,
  "note:write": HOST_IN_CALL,
  // Not before the meeting begins, as it has not here.
  "meeting:extend": {
    guest: { "in the call": "not_allowed", otherwise: "wrong_state" },
    host: "wrong_state",
    outsider: "wrong_state",
  },
  "day:watch": { guest: "not_allowed", host: "ok", outsider: "ok", invitedOutsider: "not_allowed" },
};

/** What the table says of a state. */
export function outcomeOf<State extends string>(outcomes: Outcomes<State>, state: State): Outcome {
  return typeof outcomes === "string" ? outcomes : (outcomes[state] ?? outcomes.otherwise);
}

import type { IdentifiedBy, SeatState } from "./rooms.contract.ts";

/** Where in the room one sits, or comes back to when one has lost the connection. */
export const PLACES = ["waiting", "in_call", "on_hold"] as const;
export type Place = (typeof PLACES)[number];

/** A participant's seat in the room. There is one from the first time somebody claimed it. */
export interface Seat {
  readonly participantId: string;
  readonly meetingId: string;
  readonly state: SeatState;
  readonly place: Place;
  /** Rises with each claim. What an older claim says counts no more. */
  readonly generation: number;
  readonly identifiedBy: IdentifiedBy;
  /** The handläggare who let them in, and thereby confirmed one who came by link. */
  readonly confirmedBy: string | null;
  /** The browser in which the seat was claimed: confirming a person is confirming who sits there. Empty for who is there by telephone. */
  readonly browser: string;
  readonly changedAt: Date;
  /** Until when one who lost the connection may come back to their place. */
  readonly backBy: Date | null;
  /** The server process that holds the claim's connection; null for who is there by telephone, without one. */
  readonly nodeId: string | null;
  /** The room's, when the seat last changed. */
  readonly version: number;
}

/** One tab's hold on a seat. */
export interface SeatClaim {
  readonly meetingId: string;
  readonly participantId: string;
  readonly generation: number;
}

/** What a handläggare decides of a seat. `send_back`: to the lobby; `restore`: takes back that somebody was removed. */
export const SEAT_DECISIONS = ["admit", "hold", "resume", "send_back", "remove", "restore"] as const;
export type SeatDecisionKind = (typeof SEAT_DECISIONS)[number];

/** What else happens to a seat. `expire`: who lost the connection did not come back in time. */
export const SEAT_COMMANDS = [
  "enter_call",
  "enter_lobby",
  "enter_hold",
  "leave",
  "disconnect",
  "expire",
  ...SEAT_DECISIONS,
] as const;
export type SeatCommand = (typeof SEAT_COMMANDS)[number];

/** How long one who lost the connection may come back to the seat without being let in again, milliseconds. */
export const GRACE_MS = 30_000;
/** How long one who closed the page may: long enough for a reload. */
export const RELOAD_GRACE_MS = 8_000;

const ENTER = { enter_call: "in_call", enter_lobby: "waiting", enter_hold: "on_hold" } as const;
const PRESENT = {
  ...ENTER,
  leave: "absent",
  disconnect: "reconnecting",
  remove: "removed",
  restore: null,
} as const;

/** The state each command leads to; null where it is refused. Nobody comes from the lobby but by being admitted. */
const NEXT: Record<SeatState, Record<SeatCommand, SeatState | null>> = {
  absent: {
    ...ENTER,
    admit: null,
    hold: null,
    resume: null,
    send_back: null,
    remove: "removed",
    restore: null,
    leave: "absent",
    disconnect: "absent",
    expire: "absent",
  },
  waiting: {
    ...PRESENT,
    admit: "in_call",
    hold: null,
    resume: null,
    send_back: "waiting",
    expire: "waiting",
  },
  in_call: {
    ...PRESENT,
    admit: "in_call",
    hold: "on_hold",
    resume: "in_call",
    send_back: "waiting",
    expire: "in_call",
  },
  on_hold: {
    ...PRESENT,
    admit: null,
    hold: "on_hold",
    resume: "in_call",
    send_back: "waiting",
    expire: "on_hold",
  },
  reconnecting: {
    ...PRESENT,
    admit: null,
    hold: null,
    resume: null,
    send_back: "absent",
    expire: "absent",
  },
  removed: {
    enter_call: null,
    enter_lobby: null,
    enter_hold: null,
    admit: null,
    hold: null,
    resume: null,
    send_back: null,
    remove: "removed",
    restore: "absent",
    leave: "removed",
    disconnect: "removed",
    expire: "removed",
  },
};

/** @returns the state a command leads to, or null when it is refused. */
export function nextState(state: SeatState, command: SeatCommand): SeatState | null {
  return NEXT[state][command];
}

/**
 * A seat after something has happened to it.
 *
 * @param graceMs how long one who thereby loses the connection may come back.
 * @returns null when it is refused, and the same seat when nothing changes.
 */
export function movedSeat(seat: Seat, command: SeatCommand, now: Date, graceMs = GRACE_MS): Seat | null {
  const state = nextState(seat.state, command);
  if (!state || state === seat.state) return state && seat;
  const backBy = state === "reconnecting" ? new Date(now.getTime() + graceMs) : null;
  return { ...seat, state, place: placeIn(state) ?? seat.place, backBy, changedAt: now };
}

/** Where one sits in a state; nothing when one is not there. */
function placeIn(state: SeatState): Place | undefined {
  return PLACES.find((place) => place === state);
}

/** Where one sits who has entered. */
export const placeOf = (entry: keyof typeof ENTER): Place => ENTER[entry];

const WAY_BACK = { in_call: "enter_call", on_hold: "enter_hold", waiting: "enter_lobby" } as const;

/**
 * How somebody takes a seat. Staff have signed in with their agency and go straight into the call; anybody else waits in the lobby,
 * however they are known, but for coming back, in the same browser, to where they sat. Who has shown who they are with
 * e-ID is let in; who came by link alone is thereby confirmed.
 */
export function waysIn(
  arriving: { readonly as: "staff" | "eid" | "link"; readonly browser: string },
  seat: Seat | undefined,
): Pick<Seat, "identifiedBy" | "confirmedBy"> & { command: keyof typeof ENTER } {
  if (arriving.as === "staff")
    return { command: "enter_call", identifiedBy: "staff_sign_in", confirmedBy: null };
  if (seat?.confirmedBy && seat.state !== "absent" && seat.browser === arriving.browser) {
    const identity = { identifiedBy: confirmedAs(arriving.as), confirmedBy: seat.confirmedBy };
    return { command: WAY_BACK[seat.place], ...identity };
  }
  return { command: "enter_lobby", identifiedBy: arriving.as, confirmedBy: null };
}

/** How somebody is known when a handläggare has let them in. */
export function confirmedAs(before: IdentifiedBy): IdentifiedBy {
  return before === "link" ? "link_confirmed" : before;
}

/**
 * The seat of somebody whom a handläggare has on the telephone, and has confirmed: in the call, with nothing to lose the connection of. Who then comes by
 * browser comes as one who was never let in.
 */
export function seatByTelephone(claim: SeatClaim, confirmedBy: string, now: Date): Seat {
  return {
    ...claim,
    state: "in_call",
    place: "in_call",
    identifiedBy: "telephone",
    confirmedBy,
    browser: "",
    changedAt: now,
    backBy: null,
    nodeId: null,
    version: 0,
  };
}

/** Whether somebody is in the call by telephone. */
export function isByTelephone({ state, identifiedBy }: Pick<Seat, "state" | "identifiedBy">): boolean {
  return state === "in_call" && identifiedBy === "telephone";
}

/** Whether somebody is kept in the presence of the room: shown to those in the call. */
export function isPresent({ state, place }: Pick<Seat, "state" | "place">): boolean {
  return state === "in_call" || state === "on_hold" || (state === "reconnecting" && place !== "waiting");
}

/** What a state counts as in the attendance; null when nobody is there. */
export function attendanceKind(state: SeatState): "lobby" | "call" | "hold" | null {
  if (state === "waiting") return "lobby";
  if (state === "on_hold") return "hold";
  return state === "in_call" ? "call" : null;
}

/** Whether it is a handläggare's: only they decide of others', and nobody decides of theirs. */
export function isHosts({ identifiedBy }: Seat): boolean {
  return identifiedBy === "staff_sign_in";
}

/**
 * The others, when the last handläggare has gone: nobody is left alone with another. Who has lost the connection comes back on hold; who was
 * there by telephone is no longer, for it was a handläggare's.
 *
 * @returns those that change.
 */
export function heldWithoutHost(seats: readonly Seat[], now: Date): Seat[] {
  if (seats.some((seat) => isHosts(seat) && isPresent(seat))) return [];
  return seats
    .filter((seat) => !isHosts(seat) && isPresent(seat) && seat.place === "in_call")
    .map((seat) =>
      isByTelephone(seat)
        ? (movedSeat(seat, "leave", now) ?? seat)
        : { ...(movedSeat(seat, "hold", now) ?? seat), place: "on_hold" },
    );
}

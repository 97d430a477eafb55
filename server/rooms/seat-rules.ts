import type { IdentifiedBy, SeatState } from "./rooms.contract.ts";

/** A participant's seat in the room. There is one from the first time somebody claimed it. */
export interface Seat {
  readonly participantId: string;
  readonly meetingId: string;
  readonly state: SeatState;
  /** Rises with each claim. What an older claim says counts no more. */
  readonly generation: number;
  readonly identifiedBy: IdentifiedBy;
  /** The handläggare who let in, and thereby confirmed, one who came by link. */
  readonly confirmedBy: string | null;
  /** The browser in which the seat was claimed: confirming a person is confirming who sits there. */
  readonly browser: string;
  readonly changedAt: Date;
  /** The server process that holds the claim's connection. */
  readonly nodeId: string;
}

/** One tab's hold on a seat. */
export interface SeatClaim {
  readonly meetingId: string;
  readonly participantId: string;
  readonly generation: number;
}

/** What can happen to a seat. `expire`: who lost the connection did not come back in time. */
export const SEAT_COMMANDS = ["enter_call", "enter_lobby", "admit", "leave", "disconnect", "expire"] as const;
export type SeatCommand = (typeof SEAT_COMMANDS)[number];

/** How long one who lost the connection may come back to the seat without being let in again, milliseconds. */
export const GRACE_MS = 30_000;

/** The state each command leads to; null where it is refused. Nobody comes from the lobby but by being admitted. */
const NEXT: Record<SeatState, Record<SeatCommand, SeatState | null>> = {
  absent: {
    enter_call: "in_call",
    enter_lobby: "waiting",
    admit: null,
    leave: "absent",
    disconnect: "absent",
    expire: "absent",
  },
  waiting: {
    enter_call: "in_call",
    enter_lobby: "waiting",
    admit: "in_call",
    leave: "absent",
    disconnect: "reconnecting",
    expire: "waiting",
  },
  in_call: {
    enter_call: "in_call",
    enter_lobby: "waiting",
    admit: "in_call",
    leave: "absent",
    disconnect: "reconnecting",
    expire: "in_call",
  },
  reconnecting: {
    enter_call: "in_call",
    enter_lobby: "waiting",
    admit: null,
    leave: "absent",
    disconnect: "reconnecting",
    expire: "absent",
  },
  removed: {
    enter_call: null,
    enter_lobby: null,
    admit: null,
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
 * How somebody takes a seat. Staff have signed in with their agency and go straight into the call; one who came by
 * link waits in the lobby, but for coming back, in the same browser, to a seat they were let in to.
 */
export function waysIn(
  arriving: { readonly staff: boolean; readonly browser: string },
  seat: Seat | undefined,
): Pick<Seat, "identifiedBy" | "confirmedBy"> & { command: SeatCommand } {
  if (arriving.staff) return { command: "enter_call", identifiedBy: "staff_sign_in", confirmedBy: null };
  const back = seat?.state === "in_call" || seat?.state === "reconnecting";
  if (back && seat.confirmedBy && seat.browser === arriving.browser)
    return { command: "enter_call", identifiedBy: "link_confirmed", confirmedBy: seat.confirmedBy };
  return { command: "enter_lobby", identifiedBy: "link", confirmedBy: null };
}

/** Whether somebody in this state is kept in the presence of the room: shown to those in the call. */
export function isPresent(state: SeatState): boolean {
  return state === "in_call" || state === "reconnecting";
}

/** What a state counts as in the attendance; null when nobody is there. */
export function attendanceKind(state: SeatState): "lobby" | "call" | null {
  if (state === "waiting") return "lobby";
  return state === "in_call" ? "call" : null;
}

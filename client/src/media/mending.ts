import type { PeerLink } from "./peer-link.ts";

/** After so long without a connection people are told, with a number to call: a relay that refuses never says so. */
export const UNREACHABLE_AFTER_MS = 8_000;

/** Who comes later calls; if nothing is heard from them, the other does. */
const CALL_IF_NOT_CALLED_MS = 3_000;
const FIRST_CALL_MS = 4_000;
const LONGEST_CALL_MS = 12_000;
/** What is slow is given more time with each try, or no try would ever come to its end. */
const LONGER = 1.5;
const FIRST_RESTART_MS = 1_000;
const NEXT_RESTART_MS = 2_000;
const RESTARTS_BEFORE_CALL = 3;
/** Which of the two mends first, so that they don't undo each other's work. */
const POLITE_WAITS_MS = 1_200;

/** What has been tried to reach somebody, in the page's own milliseconds. */
export interface Attempts {
  /** Undefined while connected. */
  aloneSince: number | undefined;
  lastAt: number;
  /** Since there was a connection. */
  calls: number;
  /** Of the connection there is. */
  restarts: number;
}

/**
 * What to do now about the connection to somebody: nothing while it works or is being tried, a new way between the two (`restart`) when it worked
 * and does no longer, a connection made anew (`call`) when it never worked or new ways don't help.
 */
export function planMend(
  { aloneSince, lastAt, calls, restarts }: Readonly<Attempts>,
  {
    link,
    isPolite,
    now,
  }: { link: Pick<PeerLink, "wasConnected"> | undefined; isPolite: boolean; now: number },
): "call" | "restart" | undefined {
  if (aloneSince === undefined) return undefined;
  const waits = isPolite ? POLITE_WAITS_MS : 0;
  if (!link) return now - lastAt > CALL_IF_NOT_CALLED_MS + waits ? "call" : undefined;
  const mayRestart = link.wasConnected() && restarts < RESTARTS_BEFORE_CALL;
  if (mayRestart) {
    const since = Math.max(lastAt, aloneSince);
    const patience = restarts === 0 ? FIRST_RESTART_MS : NEXT_RESTART_MS * LONGER ** (restarts - 1);
    return now - since > patience + waits ? "restart" : undefined;
  }
  const patience = Math.min(LONGEST_CALL_MS, FIRST_CALL_MS * LONGER ** Math.max(0, calls - 1));
  return now - lastAt > patience + waits ? "call" : undefined;
}

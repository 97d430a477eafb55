import type { Outcome } from "./outcomes.contract.ts";

/** A stretch of time that somebody was in the room. */
export interface Presence {
  /** The individual, or which agency's handläggare. */
  readonly party: string;
  readonly kind: "lobby" | "call" | "hold";
  readonly from: Date;
  /** When still there: the present. */
  readonly to: Date;
}

/** The individual among the parties. */
export const INDIVIDUAL = "individual";

/**
 * What a meeting looks like from who was in the room: held when the individual and everyone required were in the call at the same
 * time; a technical failure when they came and did not meet; not held for want of the individual when only handläggare were in the call.
 *
 * @param required the agencies that must be represented.
 * @returns undefined when nobody was there, as when they met elsewhere or on the telephone: then only people can say.
 */
export function proposeOutcome(
  presences: readonly Presence[],
  required: readonly string[],
): Outcome | undefined {
  if (wereTogether(presences, [INDIVIDUAL, ...required])) return { held: true, reason: null };
  const individualCame = presences.some(({ party }) => party === INDIVIDUAL);
  if (individualCame) return { held: false, reason: "technical_failure" };
  const somebodyWaited = presences.some(({ kind }) => kind === "call");
  return somebodyWaited ? { held: false, reason: "did_not_come" } : undefined;
}

/** Whether there was a moment when all of the parties were in the call; the latest to come is there at it. */
function wereTogether(presences: readonly Presence[], parties: readonly string[]): boolean {
  const calls = presences.filter(({ kind, from, to }) => kind === "call" && from < to);
  return calls.some(({ from: moment }) =>
    parties.every((party) =>
      calls.some((call) => call.party === party && call.from <= moment && moment < call.to),
    ),
  );
}

import type { Signal } from "../../../server/rooms/media.contract.ts";

/** As many candidates as the server takes at once. */
const MOST_CANDIDATES = 40;

/** Sends signals to one person in order, one at a time; candidates that gather meanwhile go together. */
export function createSignalOutbox(send: (signal: Signal) => Promise<unknown>): (signal: Signal) => void {
  const waiting: Signal[] = [];
  let isSending = false;

  async function drain(): Promise<void> {
    isSending = true;
    for (let signal = waiting.shift(); signal; signal = waiting.shift())
      await send(signal).catch(() => false);
    isSending = false;
  }
  return (signal) => {
    const last = waiting.at(-1);
    if (last && canJoin(last, signal)) waiting[waiting.length - 1] = joined(last, signal);
    else waiting.push(signal);
    if (!isSending) void drain();
  };
}

type Candidates = Extract<Signal, { kind: "candidates" }>;

function canJoin(last: Signal, next: Signal): boolean {
  return (
    last.kind === "candidates" &&
    next.kind === "candidates" &&
    last.link === next.link &&
    last.candidates.length + next.candidates.length <= MOST_CANDIDATES
  );
}

function joined(last: Signal, next: Signal): Candidates {
  const { candidates } = last as Candidates;
  return { ...(last as Candidates), candidates: [...candidates, ...(next as Candidates).candidates] };
}

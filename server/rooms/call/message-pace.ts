/** Faster than anybody writes for long: a program that writes doesn't fill the others' screens. */
const MOST_MESSAGES = 8;
const WITHIN_MS = 10_000;

/** Keeps one connection's messages at a pace that people can read. */
export interface MessagePace {
  /** @returns whether one more may be said now; one that may not doesn't count. */
  allows(now: Date): boolean;
}

export function createMessagePace(): MessagePace {
  let said: number[] = [];
  return {
    allows(now) {
      const since = now.getTime() - WITHIN_MS;
      said = said.filter((at) => at > since);
      if (said.length >= MOST_MESSAGES) return false;
      said.push(now.getTime());
      return true;
    },
  };
}

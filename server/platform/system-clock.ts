import type { Clock } from "./clock.ts";

/** The machine's own clock; the only place in the system that reads it. */
export const systemClock: Clock = { now: () => new Date() };

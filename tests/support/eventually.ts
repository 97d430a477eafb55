import { vi } from "vitest";

/** Waits until a check holds: as long as a busy machine may need, and no longer than it takes. @returns what the check gives. */
export function eventually<T>(check: () => T | Promise<T>): Promise<T> {
  return vi.waitFor(check, { timeout: 15_000, interval: 20 });
}

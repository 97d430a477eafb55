import { setTimeout as wait } from "node:timers/promises";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";

/** What a process holds and has used. */
export interface NodeState {
  /** Resident, after collection of garbage. */
  readonly residentBytes: number;
  readonly heapBytes: number;
  readonly cpuMs: number;
}

/** V8 gives memory back some time after it was freed. */
const SETTLING_MS = 500;
const COLLECTIONS = 6;

setFlagsFromString("--expose-gc");
const collectGarbage = runInNewContext("gc") as () => void;

/** This process' state, after garbage has been collected until nothing more is given back. */
export async function ownState(): Promise<NodeState> {
  for (let nth = 0; nth < COLLECTIONS; nth += 1) {
    collectGarbage();
    await wait(SETTLING_MS);
  }
  const { rss, heapUsed } = process.memoryUsage();
  return { residentBytes: rss, heapBytes: heapUsed, cpuMs: ownCpuMs() };
}

/** Milliseconds of a core that this process has used. */
export function ownCpuMs(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1_000;
}

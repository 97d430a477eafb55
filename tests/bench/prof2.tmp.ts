import { jointStartsOf } from "../../server/scheduling/cells/joint-starts.ts";
import { openCellsOf } from "../../server/scheduling/cells/five-minute-cells.ts";
import { bestPairs, pairAt } from "../../server/scheduling/cells/best-pairs.ts";
import { seat } from "../../server/scheduling/cells/seating.ts";
import { rankJointTimes } from "../../server/scheduling/rank-joint-times.ts";
import { DEFAULT_WEIGHTS } from "../../server/scheduling/ranking.ts";
import { searchWorld } from "./search-world.ts";
const input = searchWorld({ persons: 1, days: 84, busyADay: 2 });
const T: Record<string, number[]> = {};
const time = <R>(n: string, f: () => R): R => { const a = performance.now(); const r = f(); (T[n] ??= []).push(performance.now() - a); return r; };
for (let i = 0; i < 6000; i++) {
  const joint = time("joint", () => jointStartsOf(input));
  const cells = time("open", () => openCellsOf(joint.starts));
  time("seating", () => seat(joint, cells, input, DEFAULT_WEIGHTS));
  const pairs = time("pairs", () => bestPairs(joint, cells, input, DEFAULT_WEIGHTS));
  time("present", () => { const a = []; for (let s = 0; s < cells.length; s++) a.push(pairAt(input.sides, pairs.candidates, s)); return a; });
  time("all", () => rankJointTimes(input));
  time("limit0", () => rankJointTimes(input, { limit: 0 }));
  time("bytime0", () => rankJointTimes(input, { by: "time", limit: 0 }));
}
for (const [k, v] of Object.entries(T)) { v.sort((a, b) => a - b); console.log(k, v[0]!.toFixed(4), v[v.length >> 1]!.toFixed(4)); }
console.log(rankJointTimes(input).length)

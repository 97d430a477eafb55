import { performance } from "node:perf_hooks";
import { rankJointTimes } from "../../server/scheduling/rank-joint-times.ts";
import { searchWorld } from "./search-world.ts";
const [p, d, n, b] = process.argv.slice(2).map(Number);
const input = searchWorld({ persons: p!, days: d!, busyADay: b! });
const t: number[] = [];
for (let i = 0; i < n!; i++) {
  const a = performance.now();
  rankJointTimes(input);
  t.push(performance.now() - a);
}
t.sort((a, b) => a - b);
console.log("min", t[0]!.toFixed(3), "med", t[n! >> 1]!.toFixed(3));
console.log(rankJointTimes(input).length)

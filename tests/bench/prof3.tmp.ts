import { frameOf, openBetween } from "../../server/scheduling/cells/five-minute-cells.ts";
import { openStarts } from "../../server/scheduling/cells/person-starts.ts";
import { searchWorld } from "./search-world.ts";
const input = searchWorld({ persons: 50, days: 42, busyADay: 4 });
const people = input.sides.flatMap((s) => s.candidates);
const flat = (x: readonly { start: number; end: number }[]) => Int32Array.from(x.flatMap((i) => [i.start, i.end]));
const flatPeople = people.map((p) => ({ working: flat(p.workingTime), busy: flat(p.busyTime) }));
const frame = frameOf(input.window);
function openFlat(cells: Uint32Array, base: number, working: Int32Array, taken: Int32Array, before: number, after: number, known: number) {
  for (let i = 2; i < working.length; i += 2) if (working[i]! <= working[i - 1]!) throw new Error();
  for (let i = 2; i < taken.length; i += 2) if (taken[i]! < taken[i - 2]!) throw new Error();
  let next = 0, takenUntil = -(2 ** 29);
  for (let i = 0; i < working.length; i += 2) {
    const end = Math.min(working[i + 1]!, known);
    let freeFrom = Math.max(working[i]!, takenUntil);
    for (; next < taken.length && taken[next]! < end; next += 2) {
      const s = taken[next]!, e = taken[next + 1]!;
      if (s >= e) continue;
      openBetween(frame, cells, base, freeFrom + before, s - after);
      if (e > takenUntil) takenUntil = e;
      if (takenUntil > freeFrom) freeFrom = takenUntil;
    }
    openBetween(frame, cells, base, freeFrom + before, end - after);
  }
}
const T: Record<string, number[]> = {};
const time = <R>(n: string, f: () => R): R => { const a = performance.now(); const r = f(); (T[n] ??= []).push(performance.now() - a); return r; };
const need = { before: 5, after: 70 };
for (let i = 0; i < 2000; i++) {
  const cells = new Uint32Array(people.length * frame.words);
  time("objects", () => { for (let k = 0; k < people.length; k++) openStarts(frame, cells, k * frame.words, people[k]!, { need, knownUntil: input.window.to }); });
  const cells2 = new Uint32Array(people.length * frame.words);
  time("flat", () => { for (let k = 0; k < people.length; k++) openFlat(cells2, k * frame.words, flatPeople[k]!.working, flatPeople[k]!.busy, 5, 70, input.window.to); });
  const any = new Uint32Array(frame.words);
  time("or", () => { for (let k = 0; k < people.length; k++) for (let w = 0, b = k * frame.words; w < any.length; w++) any[w]! |= cells[b + w]!; });
}
for (const [k, v] of Object.entries(T)) { v.sort((a, b) => a - b); console.log(k, v[0]!.toFixed(4), v[v.length >> 1]!.toFixed(4)); }

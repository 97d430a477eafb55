const W = 396, N = 100;
const T: Record<string, number[]> = {};
const time = <R>(n: string, f: () => R): R => { const a = performance.now(); const r = f(); (T[n] ??= []).push(performance.now() - a); return r; };
const u = new Uint32Array(W * N).map(() => Math.random() * 2 ** 32), s = new Int32Array(u.buffer);
function orU(row: Uint32Array, cells: Uint32Array, base: number) { for (let w = 0; w < row.length; w++) row[w]! |= cells[base + w]!; }
function orS(row: Int32Array, cells: Int32Array, base: number) { for (let w = 0; w < row.length; w++) row[w]! |= cells[base + w]!; }
function orS2(row: Int32Array, cells: Int32Array, base: number, n: number) { for (let w = 0; w < n; w++) row[w] = row[w]! | cells[base + w]!; }
function orSkip(row: Int32Array, cells: Int32Array, base: number, n: number) { for (let w = 0; w < n; w++) { const x = cells[base + w]!; if (x !== 0) row[w] = row[w]! | x; } }
function orCol(row: Int32Array, cells: Int32Array, n: number, m: number) { for (let w = 0; w < n; w++) { let x = 0; for (let k = w; k < n * m; k += n) x |= cells[k]!; row[w] = x; } }
function orSub(row: Int32Array, sub: Int32Array) { for (let w = 0; w < row.length; w++) row[w]! |= sub[w]!; }
for (let i = 0; i < 3000; i++) {
  const a = new Uint32Array(W), b = new Int32Array(W);
  time("u", () => { for (let k = 0; k < N; k++) orU(a, u, k * W); });
  time("s", () => { for (let k = 0; k < N; k++) orS(b, s, k * W); });
  time("s2", () => { for (let k = 0; k < N; k++) orS2(b, s, k * W, W); });
  time("skip", () => { for (let k = 0; k < N; k++) orSkip(b, s, k * W, W); });
  time("col", () => orCol(b, s, W, N));
  time("sub", () => { for (let k = 0; k < N; k++) orSub(b, s.subarray(k * W, k * W + W)); });
}
for (const [k, v] of Object.entries(T)) { v.sort((a, b) => a - b); console.log(k, v[0]!.toFixed(4), v[v.length >> 1]!.toFixed(4)); }

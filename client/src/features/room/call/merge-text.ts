import { diff3Merge } from "node-diff3";

/** Words, and what is between them. */
const piecesOf = (text: string): string[] => text.match(/\s+|[^\s]+/g) ?? [];

/**
 * What two have made of a text, in one. Where both have written in the same place both are kept, theirs first; where one has
 * taken away what the other changed, the change is kept: no text is lost.
 */
export function mergeText(base: string, theirs: string, mine: string): string {
  if (theirs === base) return mine;
  if (mine === base || mine === theirs) return theirs;
  const [was, isTheirs, isMine] = [piecesOf(base), piecesOf(theirs), piecesOf(mine)];
  const regions = diff3Merge<string>(isTheirs, was, isMine, { excludeFalseConflicts: true });
  return regions
    .map(({ ok, conflict }) => (ok ?? joined(conflict?.a ?? [], conflict?.b ?? [])).join(""))
    .join("");
}

/** Both, with a space between two words that would else become one. */
function joined(theirs: readonly string[], mine: readonly string[]): string[] {
  const needsSpace = /\S$/.test(theirs.at(-1) ?? "") && /^\S/.test(mine[0] ?? "");
  return [...theirs, ...(needsSpace ? [" "] : []), ...mine];
}

/** Where a caret goes when a text is replaced by another: it stays by what it stood by. */
export function caretAfter(before: string, after: string, caret: number): number {
  let start = 0;
  while (start < before.length && start < after.length && before[start] === after[start]) start += 1;
  if (caret <= start) return caret;
  let end = 0;
  const most = Math.min(before.length, after.length) - start;
  while (end < most && before[before.length - 1 - end] === after[after.length - 1 - end]) end += 1;
  if (caret >= before.length - end) return caret + after.length - before.length;
  return after.length - end;
}

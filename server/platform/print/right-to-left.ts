import type { Bidi } from "bidi-js";

/** A stretch of a line that is drawn as it is, all in one direction: shaped from right to left if it is Arabic. */
export interface VisualRun {
  readonly text: string;
  /** What the font can't tell by itself: signs in a line from right to left are given in the order they are seen. */
  readonly rightToLeft: boolean;
}

/** Marks of direction, which are obeyed and not seen: LRM, RLM, and the isolates of UAX #9. */
const INVISIBLE = /[\u200e\u200f\u2066-\u2069]/g;
const LETTER = /\p{Script=Arabic}/u;

/** What is seen of a text: without the marks of direction. */
export function visibleText(text: string): string {
  return text.replace(INVISIBLE, "");
}

/**
 * Breaks a paragraph that runs from right to left into lines, and each line into runs from left to right as they are seen
 * (UAX #9). What is isolated, as a telephone number is, stays on one line.
 *
 * @param widthOf of a run as it will be drawn, in the unit of `width`.
 */
export function layOutRightToLeft(
  text: string,
  { bidi, width, widthOf }: { bidi: Bidi; width: number; widthOf: (text: string) => number },
): VisualRun[][] {
  const levels = bidi.getEmbeddingLevels(text, "rtl");
  const lines: VisualRun[][] = [];
  let start = 0;
  let line: VisualRun[] = [];
  for (const [wordStart, end] of wordsOf(text)) {
    const longer = runsOf(text, { bidi, levels, start, end });
    const fits = longer.reduce((sum, run) => sum + widthOf(run.text), 0) <= width;
    if (!fits && line.length > 0) {
      lines.push(line);
      start = wordStart;
    }
    line = start === wordStart ? runsOf(text, { bidi, levels, start, end }) : longer;
  }
  return [...lines, line];
}

/** From where to where each word goes; spaces in an isolate end no word. */
function wordsOf(text: string): [from: number, to: number][] {
  const words: [number, number][] = [];
  let from = 0;
  let depth = 0;
  for (let index = 0; index <= text.length; index++) {
    const character = text[index];
    if (character && /[\u2066-\u2068]/.test(character)) depth++;
    if (character === "\u2069") depth--;
    if (character !== undefined && (character !== " " || depth > 0)) continue;
    if (index > from) words.push([from, index]);
    from = index + 1;
  }
  return words;
}

function runsOf(
  text: string,
  line: { bidi: Bidi; levels: ReturnType<Bidi["getEmbeddingLevels"]>; start: number; end: number },
): VisualRun[] {
  const { bidi, levels, start, end } = line;
  const mirrored = bidi.getMirroredCharactersMap(text, levels.levels, start, end - 1);
  const runs: { text: string; rightToLeft: boolean }[] = [];
  // The indices of the whole text come back, of which only those of the line are put in order.
  for (const index of bidi.getReorderedIndices(text, levels, start, end - 1).slice(start, end)) {
    const character = visibleText(mirrored.get(index) ?? text[index]!);
    const rightToLeft = levels.levels[index]! % 2 === 1;
    const last = runs.at(-1);
    if (last?.rightToLeft === rightToLeft) last.text += character;
    else runs.push({ text: character, rightToLeft });
  }
  return runs
    .filter(({ text: drawn }) => drawn !== "")
    .flatMap((run) => (run.rightToLeft ? shapeable(run.text) : [run]));
}

/**
 * A run from right to left is seen from its end: letters are given back in the order they are written, which a font that
 * shapes them wants; signs without direction between them stay as they are seen.
 */
function shapeable(seen: string): VisualRun[] {
  const text = [...seen].toReversed().join("");
  return LETTER.test(text) ? [{ text, rightToLeft: true }] : [{ text: seen, rightToLeft: false }];
}

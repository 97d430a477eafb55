import type { Caption } from "./own-captions.ts";

/** What one of those in the call has said. */
export interface CaptionLine extends Caption {
  readonly id: number;
  readonly participantId: string;
}

/** As many as are read while people speak. */
const MOST_LINES = 4;

/** The lines after something more was said: it goes on from what the same one was saying, if that was not final. */
export function withCaption(
  lines: readonly CaptionLine[],
  participantId: string,
  caption: Caption,
): readonly CaptionLine[] {
  const open = lines.find((line) => line.participantId === participantId && !line.isFinal);
  if (open) {
    const changed = lines.map((line) => (line === open ? { ...open, ...caption } : line));
    return caption.text ? changed : lines.filter((line) => line !== open);
  }
  if (!caption.text) return lines;
  const id = (lines.at(-1)?.id ?? 0) + 1;
  return [...lines, { id, participantId, ...caption }].slice(-MOST_LINES);
}

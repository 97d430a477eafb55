import type { LetterFont } from "./letter-fonts.ts";
import { layOutRightToLeft } from "./right-to-left.ts";

type Document = PDFKit.PDFDocument;

/** How a piece of text looks. Lengths in points. */
export interface TextStyle {
  readonly bold?: boolean;
  readonly size: number;
}

/** Writes texts below each other between the margins, on further pages when they are full. */
export interface LetterWriter {
  /** Writes at the document's present height, and leaves it below. */
  write(text: string, style: TextStyle): void;
}

const LINE_GAP = 3;
/** Of the size. The font's own leaves room for marks that letters don't have. */
const ARABIC_LINE_HEIGHT = 1.6;

/** The writer for a direction. What breaks and orders lines from right to left is loaded with the first such letter. */
export async function createLetterWriter(document: Document, dir: "ltr" | "rtl"): Promise<LetterWriter> {
  return dir === "ltr" ? leftToRight(document) : rightToLeft(document);
}

function leftToRight(document: Document): LetterWriter {
  return {
    write(text, { bold, size }) {
      document.font((bold ? "bold" : "regular") satisfies LetterFont).fontSize(size);
      document.text(text, { lineGap: LINE_GAP });
    },
  };
}

/**
 * The library writes from left to right only: lines are broken and put in order here, and it is given runs in one
 * direction, which the font shapes.
 */
async function rightToLeft(document: Document): Promise<LetterWriter> {
  const { default: createBidi } = await import("bidi-js");
  const bidi = createBidi();
  // Given any features, a run is shaped whole and not word by word.
  const shaped = { features: [], lineBreak: false } satisfies PDFKit.Mixins.TextOptions;
  const widthOf = (text: string) => document.widthOfString(text, shaped);
  const { left, right } = document.page.margins;
  const width = document.page.width - left - right;

  function writeLine(runs: readonly { readonly text: string }[], height: number): void {
    if (document.y + height > document.page.maxY()) document.continueOnNewPage();
    const { y } = document;
    let x = left + width - runs.reduce((sum, { text }) => sum + widthOf(text), 0);
    for (const { text } of runs) {
      document.text(text, x, y, shaped);
      x += widthOf(text);
    }
    document.x = left;
    document.y = y + height;
  }
  return {
    write(text, { bold, size }) {
      document.font((bold ? "arabicBold" : "arabic") satisfies LetterFont).fontSize(size);
      for (const paragraph of text.split("\n"))
        for (const line of layOutRightToLeft(paragraph, { bidi, width, widthOf }))
          writeLine(line, size * ARABIC_LINE_HEIGHT);
    },
  };
}

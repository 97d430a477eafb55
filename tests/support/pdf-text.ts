import { getDocument } from "pdfjs-dist/legacy/build/pdf.mjs";

/** A piece of text on a page, and where it stands from the page's upper left corner, in millimetres. */
export interface PdfText {
  readonly text: string;
  readonly page: number;
  readonly leftMm: number;
  readonly topMm: number;
}

const MM = 72 / 25.4;

/** Reads a PDF back: every piece of text with its place. */
export async function readPdf(pdf: Buffer): Promise<{ pieces: PdfText[]; lang: string; title: string }> {
  const task = getDocument({ data: new Uint8Array(pdf), verbosity: 0 });
  const document = await task.promise;
  const { info } = await document.getMetadata();
  const about = info as { Language?: string; Title?: string };
  const pieces: PdfText[] = [];
  for (let number = 1; number <= document.numPages; number++) {
    const page = await document.getPage(number);
    const { height } = page.getViewport({ scale: 1 });
    for (const item of (await page.getTextContent()).items) {
      if (!("str" in item) || item.str.trim() === "") continue;
      const [, , , , left, bottom] = item.transform as number[];
      pieces.push({
        text: item.str,
        page: number,
        leftMm: round(left! / MM),
        topMm: round((height - bottom!) / MM),
      });
    }
  }
  await task.destroy();
  return { pieces, lang: about.Language ?? "", title: about.Title ?? "" };
}

/** To tenths, for points and millimetres don't meet exactly. */
function round(millimetres: number): number {
  return Math.round(millimetres * 10) / 10;
}

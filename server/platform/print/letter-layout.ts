import { openLetterFonts } from "./letter-fonts.ts";
import { createLetterWriter, type LetterWriter } from "./letter-writer.ts";
import { visibleText } from "./right-to-left.ts";

/** What a letter says, free of how it looks. All texts are plain. */
export interface LetterContent {
  /** BCP 47. */
  readonly lang: string;
  readonly dir: "ltr" | "rtl";
  /** The document's title; names nobody. */
  readonly title: string;
  /** A sheet of its own before the letter, in Swedish, for who forwards it. */
  readonly cover?:
    | { readonly heading: string; readonly paragraphs: readonly string[]; readonly lines: readonly string[] }
    | undefined;
  /** Name and address, a line each: all that is seen through the window. Empty for a letter that is forwarded. */
  readonly window: readonly string[];
  readonly date: string;
  readonly heading: string;
  readonly paragraphs: readonly string[];
  readonly facts: readonly { readonly label: string; readonly value: string }[];
  /** How to answer, if there is anything to answer. */
  readonly answer:
    | {
        readonly heading: string;
        readonly web: string;
        /** An address to type, where there is one. */
        readonly page: string | undefined;
        readonly phone: string;
      }
    | undefined;
  readonly footer: readonly string[];
  readonly writtenAt: Date;
}

/** A letter ready to be printed. */
export interface RenderedLetter {
  readonly pdf: Buffer;
  readonly pages: number;
  /** Whether it is handed to Skatteverket to be forwarded, and never posted. */
  readonly isForwarded?: boolean;
}

const MM = 72 / 25.4;
const MARGIN = { left: 25 * MM, right: 25 * MM, top: 20 * MM, bottom: 20 * MM } as const;
/**
 * Where the address stands on an A4 sheet folded to a third or a half, for envelopes with the window to the right as is
 * usual in Sweden: 100 mm wide and 35 mm high, with room for the sheet to slide.
 */
export const WINDOW = { left: 111 * MM, top: 50 * MM, width: 80 * MM, height: 30 * MM } as const;
/** Text begins below the fold and whatever the window can show when the sheet has slid. */
const BODY_TOP = 100 * MM;

/**
 * Lays a letter out as PDF/A-2a (ISO 19005-2): fonts embedded, tagged with headings and paragraphs, so that it can be archived
 * and read aloud.
 */
export async function renderLetter(letter: LetterContent): Promise<RenderedLetter> {
  const [{ default: PdfDocument }, fonts] = await Promise.all([
    import("pdfkit"),
    openLetterFonts(letter.dir),
  ]);
  const document = new PdfDocument({
    size: "A4",
    margins: MARGIN,
    lang: letter.lang,
    tagged: true,
    displayTitle: true,
    pdfVersion: "1.7",
    subset: "PDF/A-2a",
    bufferPages: true,
    // The same as for any other font; here the types know of file names only.
    font: fonts[0]?.source as string,
    info: { Title: letter.title, CreationDate: letter.writtenAt },
  });
  const chunks: Buffer[] = [];
  const ended = new Promise((resolve, reject) => {
    document.on("data", (chunk: Buffer) => chunks.push(chunk));
    document.on("end", resolve);
    document.on("error", reject);
  });
  for (const { name, source } of fonts) document.registerFont(name, source);
  write(document, letter, await createLetterWriter(document, letter.dir));
  const { count } = document.bufferedPageRange();
  document.end();
  await ended;
  return { pdf: Buffer.concat(chunks), pages: count, ...(letter.cover && { isForwarded: true }) };
}

function write(document: PDFKit.PDFDocument, letter: LetterContent, writer: LetterWriter): void {
  const root = document.struct("Document");
  document.addStructure(root);
  const element = (type: "H1" | "H2" | "P", text: string, draw: () => void) => {
    // Glyphs from right to left stand in the order they are seen: what they say is told beside them.
    const says = letter.dir === "rtl" ? { actual: visibleText(text) } : {};
    root.add(document.struct(type, says, draw));
  };
  const add = (
    text: string,
    { type = "P", bold = false, size = 11, before = 0, gap = 8 }: Partial<ElementStyle> = {},
  ) =>
    element(type, text, () => {
      document.y += before;
      writer.write(text, { bold, size });
      document.y += gap;
    });

  if (letter.cover) writeCover(document, letter.cover, root);
  const window = letter.window.join("\n");
  if (window)
    element("P", window, () => {
      document.font("regular").fontSize(11);
      const { left, top, width, height } = WINDOW;
      document.text(window, left, top, { width, height, lineGap: 2 });
    });
  document.x = MARGIN.left;
  document.y = BODY_TOP;
  add(letter.date, { gap: 14 });
  add(letter.heading, { type: "H1", bold: true, size: 18, gap: 10 });
  for (const text of letter.paragraphs) add(text);
  for (const { label, value } of letter.facts) add(`${label}: ${value}`, { gap: 2 });
  if (letter.answer) {
    const { heading, web, page, phone } = letter.answer;
    add(heading, { type: "H2", bold: true, size: 13, before: 12, gap: 4 });
    add(web, { gap: 2 });
    if (page) add(page, { bold: true, size: 14 });
    add(phone);
  }
  document.y += 10;
  for (const text of letter.footer) add(text);
  root.end();
}

/** In Swedish, whatever the letter's language; the letter begins on the next page. */
function writeCover(
  document: PDFKit.PDFDocument,
  { heading, paragraphs, lines }: NonNullable<LetterContent["cover"]>,
  root: PDFKit.PDFStructureElement,
): void {
  const add = (type: "H1" | "P", text: string, size: number) =>
    root.add(
      document.struct(type, { lang: "sv" }, () => {
        document.font(size > 11 ? "bold" : "regular").fontSize(size);
        document.text(text, MARGIN.left, document.y, { lineGap: 3 });
        document.y += 10;
      }),
    );
  document.y = BODY_TOP;
  add("H1", heading, 18);
  for (const text of [...paragraphs, ...lines]) add("P", text, 11);
  document.addPage();
}

interface ElementStyle {
  readonly type: "H1" | "H2" | "P";
  readonly bold: boolean;
  readonly size: number;
  readonly before: number;
  readonly gap: number;
}

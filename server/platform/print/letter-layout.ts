import { fileURLToPath } from "node:url";

/** What a letter says, free of how it looks. All texts are plain. */
export interface LetterContent {
  /** BCP 47. */
  readonly lang: string;
  /** The document's title; names nobody. */
  readonly title: string;
  /** Name and address, a line each: all that is seen through the window. */
  readonly window: readonly string[];
  readonly date: string;
  readonly heading: string;
  readonly paragraphs: readonly string[];
  readonly facts: readonly { readonly label: string; readonly value: string }[];
  /** How to answer, if there is anything to answer. */
  readonly answer:
    | { readonly heading: string; readonly web: string; readonly page: string; readonly phone: string }
    | undefined;
  readonly footer: readonly string[];
  readonly writtenAt: Date;
}

/** A letter ready to be printed. */
export interface RenderedLetter {
  readonly pdf: Buffer;
  readonly pages: number;
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

/** The typeface of Försäkringskassan's design system, as TrueType: PDF can't carry the web's formats. */
const FONT = {
  regular: fileURLToPath(import.meta.resolve("@expo-google-fonts/inter/400Regular/Inter_400Regular.ttf")),
  bold: fileURLToPath(import.meta.resolve("@expo-google-fonts/inter/600SemiBold/Inter_600SemiBold.ttf")),
} as const;

/**
 * Lays a letter out as PDF/A-2a (ISO 19005-2): fonts embedded, tagged with headings and paragraphs, so that it can be archived
 * and read aloud. The library is heavy and is loaded with the first letter.
 */
export async function renderLetter(letter: LetterContent): Promise<RenderedLetter> {
  const { default: PdfDocument } = await import("pdfkit");
  const document = new PdfDocument({
    size: "A4",
    margins: MARGIN,
    lang: letter.lang,
    tagged: true,
    displayTitle: true,
    pdfVersion: "1.7",
    subset: "PDF/A-2a",
    bufferPages: true,
    font: FONT.regular,
    info: { Title: letter.title, CreationDate: letter.writtenAt },
  });
  const chunks: Buffer[] = [];
  const ended = new Promise((resolve, reject) => {
    document.on("data", (chunk: Buffer) => chunks.push(chunk));
    document.on("end", resolve);
    document.on("error", reject);
  });
  document.registerFont("regular", FONT.regular);
  document.registerFont("bold", FONT.bold);
  write(document, letter);
  const { count } = document.bufferedPageRange();
  document.end();
  await ended;
  return { pdf: Buffer.concat(chunks), pages: count };
}

function write(document: PDFKit.PDFDocument, letter: LetterContent): void {
  const root = document.struct("Document");
  document.addStructure(root);
  const add = (type: "H1" | "H2" | "P", draw: () => void) => root.add(document.struct(type, {}, draw));
  const paragraph = (text: string, { bold = false, size = 11, gap = 8 } = {}) =>
    add("P", () => {
      document
        .font(bold ? "bold" : "regular")
        .fontSize(size)
        .text(text, { lineGap: 3 });
      document.y += gap;
    });

  add("P", () => {
    document.font("regular").fontSize(11);
    const { left, top, width, height } = WINDOW;
    document.text(letter.window.join("\n"), left, top, { width, height, lineGap: 2 });
  });
  document.x = MARGIN.left;
  document.y = BODY_TOP;
  paragraph(letter.date, { gap: 14 });
  add("H1", () => {
    document.font("bold").fontSize(18).text(letter.heading);
    document.y += 10;
  });
  for (const text of letter.paragraphs) paragraph(text);
  for (const { label, value } of letter.facts) paragraph(`${label}: ${value}`, { gap: 2 });
  if (letter.answer) {
    const { heading, web, page, phone } = letter.answer;
    add("H2", () => {
      document.y += 12;
      document.font("bold").fontSize(13).text(heading);
      document.y += 4;
    });
    paragraph(web, { gap: 2 });
    paragraph(page, { bold: true, size: 14 });
    paragraph(phone);
  }
  document.y += 10;
  for (const text of letter.footer) paragraph(text);
  root.end();
}

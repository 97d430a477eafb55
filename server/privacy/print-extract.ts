import { MEETING_TYPE } from "../meetings/types/registered-types.contract.ts";
import { openLetterFonts } from "../platform/print/letter-fonts.ts";
import { createLetterWriter, type LetterWriter } from "../platform/print/letter-writer.ts";
import { localDateOf } from "../scheduling/local-time.ts";
import { formatTime } from "../scheduling/time-text.ts";
import texts from "./locales/sv.json" with { type: "json" };
import type { PersonExtract } from "./privacy.contract.ts";

const MARGIN = 57;
const INSTANT = /^\d{4}-\d\d-\d\dT\d\d:\d\d/;

type Row = Record<string, unknown>;

/** What codes mean; the types of meetings have names of their own. */
const CODES: Readonly<Record<string, string>> = {
  ...texts.codes,
  ...Object.fromEntries(Object.values(MEETING_TYPE).map(({ code, texts: { name } }) => [code, name])),
};

/** The extract as a PDF to read: one heading for each thing it is about, one paragraph for each row. In Swedish. */
export async function printExtract(extract: PersonExtract): Promise<Buffer> {
  const [{ default: PdfDocument }, fonts] = await Promise.all([import("pdfkit"), openLetterFonts("ltr")]);
  const document = new PdfDocument({
    size: "A4",
    margins: { left: MARGIN, right: MARGIN, top: MARGIN, bottom: MARGIN },
    lang: "sv",
    displayTitle: true,
    // The same as for any other font; here the types know of file names only.
    font: fonts[0]?.source as string,
    info: { Title: texts.title, CreationDate: new Date(extract.madeAt) },
  });
  const chunks: Buffer[] = [];
  const ended = new Promise((resolve, reject) => {
    document.on("data", (chunk: Buffer) => chunks.push(chunk));
    document.on("end", resolve);
    document.on("error", reject);
  });
  for (const { name, source } of fonts) document.registerFont(name, source);
  write(document, await createLetterWriter(document, "ltr"), extract);
  document.end();
  await ended;
  return Buffer.concat(chunks);
}

function write(document: PDFKit.PDFDocument, writer: LetterWriter, extract: PersonExtract): void {
  writer.write(texts.title, { bold: true, size: 20 });
  writer.write(`${texts.madeAt} ${shown(extract.madeAt)}. ${texts.organisations[extract.organisationId]}`, {
    size: 10,
  });
  document.moveDown();
  for (const paragraph of texts.about) writer.write(paragraph, { size: 10 });
  const parts: [string, readonly Row[]][] = [
    ["individual", [extract.individual]],
    ...Object.entries(extract.sections),
    ["openings", extract.openings],
  ];
  for (const [name, rows] of parts) {
    document.moveDown();
    writer.write(wordOf(texts.sections, name), { bold: true, size: 13 });
    if (rows.length === 0) writer.write(texts.nothing, { size: 10 });
    for (const row of rows) {
      writer.write(linesOf(row).join("\n"), { size: 10 });
      document.moveDown(0.5);
    }
  }
}

function linesOf(row: Row): string[] {
  return Object.entries(row).flatMap(([name, value]) => {
    const text = shown(value);
    return text ? [`${wordOf(texts.fields, name)}: ${text}`] : [];
  });
}

/** A value in words; nothing for what is not known. */
function shown(value: unknown): string {
  if (value === null || value === undefined) return "";
  if (typeof value === "boolean") return value ? texts.yes : texts.no;
  if (Array.isArray(value)) return value.map(shown).filter(Boolean).join(", ");
  if (typeof value === "object") return linesOf(value as Row).join("; ");
  const text = typeof value === "string" ? value : JSON.stringify(value);
  if (!INSTANT.test(text)) return wordOf(CODES, text);
  const instant = new Date(text);
  return `${localDateOf(instant)} ${formatTime(instant, "sv")}`;
}

function wordOf(words: Readonly<Record<string, string>>, key: string): string {
  return words[key] ?? key;
}

import { readFile } from "node:fs/promises";

/** The typeface of Försäkringskassan's design system, and one for Arabic, as TrueType: PDF can't carry the web's formats. */
const FONT_FILE = {
  regular: import.meta.resolve("@expo-google-fonts/inter/400Regular/Inter_400Regular.ttf"),
  bold: import.meta.resolve("@expo-google-fonts/inter/600SemiBold/Inter_600SemiBold.ttf"),
  arabic: import.meta.resolve("@expo-google-fonts/noto-sans-arabic/400Regular/NotoSansArabic_400Regular.ttf"),
  arabicBold: import.meta
    .resolve("@expo-google-fonts/noto-sans-arabic/600SemiBold/NotoSansArabic_600SemiBold.ttf"),
} as const;
export type LetterFont = keyof typeof FONT_FILE;

const FONTS = {
  ltr: ["regular", "bold"],
  // Who a letter is to is written in Latin letters.
  rtl: ["regular", "arabic", "arabicBold"],
} as const satisfies Record<"ltr" | "rtl", readonly LetterFont[]>;

const opened = new Map<LetterFont, Promise<PDFKit.Mixins.PDFFontSource>>();

/**
 * The fonts of a direction, the plain one first. To read one takes ten times as long as to set a letter in it: each is read
 * once a process.
 */
export function openLetterFonts(
  dir: "ltr" | "rtl",
): Promise<{ readonly name: LetterFont; readonly source: PDFKit.Mixins.PDFFontSource }[]> {
  return Promise.all(FONTS[dir].map(async (name) => ({ name, source: await openFont(name) })));
}

function openFont(name: LetterFont): Promise<PDFKit.Mixins.PDFFontSource> {
  const open = opened.get(name) ?? readFont(name);
  opened.set(name, open);
  return open;
}

async function readFont(name: LetterFont): Promise<PDFKit.Mixins.PDFFontSource> {
  const fontkit = await import("fontkit");
  const read = fontkit.create(await readFile(new URL(FONT_FILE[name])));
  // pdfkit takes a font that is read as well as a file, though its types don't say so.
  return read as unknown as PDFKit.Mixins.PDFFontSource;
}

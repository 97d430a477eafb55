import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { letterOf } from "../../../../server/invitations/letter-content.ts";
import { renderLetter, WINDOW } from "../../../../server/platform/print/letter-layout.ts";
import { openLetterFonts } from "../../../../server/platform/print/letter-fonts.ts";
import { readPdf } from "../../../support/pdf-text.ts";
import { sampleMessage } from "../../../support/sample-message.ts";

const MM = 72 / 25.4;
const RIGHT_EDGE_MM = 185;

const arabic = () =>
  letterOf(sampleMessage("offer", "kontaktmote", "ar"), {
    recipient: {
      name: "Karin Ödmark",
      careOf: null,
      street: "Björkvägen 12 A",
      postalCode: "753 20",
      city: "Uppsala",
    },
    answerPage: "https://samtid.example.org/svar/K7M2P-X9QRT",
    writtenAt: new Date("2026-03-02T08:00:00Z"),
  });

test("a letter in Arabic: times, numbers and the address to type are whole, and lines begin at the right", async () => {
  const { pdf, pages } = await renderLetter(arabic());
  const { pieces, lang, title } = await readPdf(pdf);
  const texts = pieces.map(({ text }) => text);

  expect({ pages, lang, title }).toEqual({ pages: 1, lang: "ar", title: "نعرض عليك اجتماعًا" });
  for (const whole of ["10:00–11:00", "13:00–14:00", "08-465 004 10", "samtid.example.org/svar/K7M2P-X9QRT"])
    expect(texts.filter((text) => text.includes(whole))).toHaveLength(1);
  const body = pieces.filter(({ topMm }) => topMm > 95);
  for (const { leftMm } of body) expect(leftMm).toBeGreaterThanOrEqual(25);
  const heading = body.find(({ topMm }) => topMm > 110)!;
  expect(heading.leftMm).toBeGreaterThan(RIGHT_EDGE_MM / 2);
});

test("a letter in Arabic: name and address stand in the window as in any other", async () => {
  const { pieces } = await readPdf((await renderLetter(arabic())).pdf);
  const { left, top, width, height } = WINDOW;
  const inWindow = pieces.filter(
    ({ leftMm, topMm }) =>
      leftMm >= left / MM - 0.1 &&
      leftMm < (left + width) / MM &&
      topMm > top / MM &&
      topMm < (top + height) / MM,
  );
  expect(inWindow.map(({ text }) => text)).toEqual(["Karin Ödmark", "Björkvägen 12 A", "753 20 Uppsala"]);
});

test("everything that is written in Arabic: the font has a sign for it", async () => {
  const written = ["invitations", "agency-texts"].map((folder) =>
    readFileSync(`server/${folder}/locales/ar.json`, "utf8"),
  );
  const fonts = (await openLetterFonts("rtl")).filter(({ name }) => name !== "regular");
  expect(fonts).toHaveLength(2);
  for (const { source } of fonts) {
    const font = source as unknown as { hasGlyphForCodePoint(codePoint: number): boolean };
    const missing = [...new Set(written.join(""))].filter(
      (sign) => sign !== "\n" && !font.hasGlyphForCodePoint(sign.codePointAt(0)!),
    );
    expect(missing).toEqual([]);
  }
});

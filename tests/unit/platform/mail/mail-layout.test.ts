import { spawnSync } from "node:child_process";
import fc from "fast-check";
import { expect, test } from "vitest";
import { renderMail } from "../../../../server/platform/mail/mail-layout.ts";
import { sampleMailContent } from "../../../support/sample-mail-content.ts";

/** What a reader sees of the HTML: no tags, entities resolved. */
function visibleText(html: string): string {
  const text = html
    .replace(/<head>.*?<\/head>/s, "")
    .replace(/<!--.*?-->/gs, "")
    .replace(/<br \/>/g, "\n")
    .replace(/<[^>]*>/g, "");
  return unescape(text);
}

function unescape(text: string): string {
  return text
    .replace(/&#x([0-9A-F]+);/gi, (_, code: string) => String.fromCodePoint(parseInt(code, 16)))
    .replace(/&lt;/g, "<")
    .replace(/&gt;/g, ">")
    .replace(/&quot;/g, '"')
    .replace(/&amp;/g, "&");
}

test("a mail's HTML and text, whatever it says, carry the same facts and links", async () => {
  const word = fc.string({ unit: "grapheme-composite", minLength: 1 });
  await fc.assert(
    fc.asyncProperty(word, word, word, fc.webUrl(), async (a, b, c, url) => {
      const { html, text } = await renderMail({
        ...sampleMailContent,
        heading: a,
        paragraphs: [b],
        facts: [{ label: c, value: a }],
        actions: [{ label: b, url, primary: true }],
        footer: [c],
      });
      for (const part of [a, b, c]) {
        expect(visibleText(html)).toContain(part);
        expect(text).toContain(part);
      }
      expect(html.split("href=").length).toBe(2);
      expect(text).toContain(`${b}:\n${url}`);
    }),
  );
});

test("a mail's link, when its address has characters of HTML, still leads where it should", async () => {
  const url = 'https://samtid.example/svar/abc?x=1&y="2"';
  for (const primary of [true, false]) {
    const { html } = await renderMail({
      ...sampleMailContent,
      actions: [{ label: "Svara", url, primary }],
    });
    const [, href] = /href="([^"]*)"/.exec(html) ?? [];
    expect(unescape(href ?? "")).toBe(url);
  }
});

test("a mail fetches nothing from anywhere when it is read", async () => {
  const { html } = await renderMail(sampleMailContent);
  expect(html).not.toMatch(/<(img|link|script|iframe)|@import|url\(|src=/i);
});

test("a mail tells its language and direction, and its tables are for looks only", async () => {
  const { html } = await renderMail({ ...sampleMailContent, lang: "ar", dir: "rtl" });
  expect(html).toMatch(/<html lang="ar" dir="rtl"/);
  expect(html).not.toMatch(/direction:ltr/);
  const tables = html.replace(/<!--.*?-->/gs, "").match(/<table[^>]*>/g) ?? [];
  expect(tables.length).toBeGreaterThan(0);
  for (const table of tables) expect(table).toContain('role="presentation"');
});

test("a mail's plain text has its parts in order, the footer after a signature line", async () => {
  const { text } = await renderMail({
    lang: "sv",
    dir: "ltr",
    heading: "Möte",
    paragraphs: ["Hej!", "Rad ett\nRad två"],
    facts: [
      { label: "Tid", value: "kl. 9" },
      { label: "Plats", value: "Video" },
    ],
    actions: [{ label: "Svara", url: "https://samtid.example/s" }],
    footer: ["Ring oss."],
  });
  expect(text).toBe(
    "Möte\n\nHej!\n\nRad ett\nRad två\n\nTid: kl. 9\nPlats: Video\n\nSvara:\nhttps://samtid.example/s\n\n-- \nRing oss.\n",
  );
});

test("a mail from right to left: each line of its plain text says so, but links, which stand alone", async () => {
  const { text } = await renderMail({
    ...sampleMailContent,
    dir: "rtl",
    heading: "اجتماع",
    paragraphs: ["Försäkringskassan: اتصل بنا\nاليوم"],
    facts: [],
    actions: [{ label: "افتح", url: "https://samtid.example/s" }],
    footer: [],
  });
  expect(text).toBe(
    "\u200fاجتماع\n\n\u200fFörsäkringskassan: اتصل بنا\n\u200fاليوم\n\n\u200fافتح:\nhttps://samtid.example/s\n",
  );
});

test("a mail's times and telephone numbers: never in two pieces on two lines", async () => {
  const { html } = await renderMail({
    ...sampleMailContent,
    facts: [{ label: "Tid", value: "18 mars 2026, 10.00–11.00" }],
    footer: ["Ring 08-465 004 10 eller 08-465 004 20."],
  });
  const whole = [...html.matchAll(/<span style="white-space: nowrap">([^<]*)<\/span>/g)].map(
    ([, text]) => text,
  );
  expect(whole).toEqual(expect.arrayContaining(["10.00–11.00", "08-465 004 10", "08-465 004 20"]));
});

test("the layout, until a mail is rendered, has not loaded MJML", () => {
  const script = `
    import { createRequire } from "node:module";
    import { renderMail } from "./server/platform/mail/mail-layout.ts";
    const { cache } = createRequire(import.meta.url);
    const loaded = () => Object.keys(cache).some((path) => path.includes("/node_modules/mjml"));
    const before = loaded();
    await renderMail({ lang: "sv", dir: "ltr", heading: "", paragraphs: [], facts: [], actions: [], footer: [] });
    console.log(before, loaded());`;
  const { stdout, stderr } = spawnSync(
    process.execPath,
    ["--import", "tsx", "--input-type=module", "--eval", script],
    { encoding: "utf8" },
  );
  expect({ stdout: stdout.trim(), stderr }).toEqual({ stdout: "false true", stderr: "" });
});

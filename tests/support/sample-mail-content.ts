import type { MailContent } from "../../server/platform/mail/mail-layout.ts";

/** A mail with everything a mail can have. */
export const sampleMailContent: MailContent = {
  lang: "sv",
  dir: "ltr",
  preheader: "Torsdag 12 mars kl. 9.00–10.00",
  heading: "Du är välkommen på ett möte",
  paragraphs: ["Hej!", "Som vi pratade om vill vi träffa dig.\nMötet är på video. Du kan vara hemma."],
  facts: [
    { label: "Tid", value: "Torsdag 12 mars 2026 kl. 9.00–10.00" },
    { label: "Du möter", value: "En försäkringsutredare och en arbetsförmedlare" },
  ],
  actions: [
    { label: "Svara", url: "https://samtid.example/svar/abc", primary: true },
    { label: "Lägg till i din kalender", url: "https://samtid.example/kalender/abc" },
  ],
  footer: ["Har du frågor? Ring 020-39 00 00, vardagar 8–16.", "Du kan inte svara på det här mejlet."],
};

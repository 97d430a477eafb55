import { describe, expect, test } from "vitest";
import { MESSAGE_KINDS } from "../../../server/invitations/invitations.contract.ts";
import { letterOf } from "../../../server/invitations/letter-content.ts";
import ar from "../../../server/invitations/locales/ar.json" with { type: "json" };
import en from "../../../server/invitations/locales/en.json" with { type: "json" };
import svLattlast from "../../../server/invitations/locales/sv-lattlast.json" with { type: "json" };
import sv from "../../../server/invitations/locales/sv.json" with { type: "json" };
import { contentOf } from "../../../server/invitations/message-content.ts";
import { smsTextOf } from "../../../server/invitations/sms-text.ts";
import { MeetingMode } from "../../../server/meetings/meetings.contract.ts";
import { MEETING_TYPES } from "../../../server/meetings/types/registered-types.contract.ts";
import { Language } from "../../../server/people/people.contract.ts";
import { countSmsParts } from "../../../server/platform/sms/sms-parts.ts";
import { sampleMessage } from "../../support/sample-message.ts";

type Texts = { readonly [key: string]: string | Texts };

const LANGUAGES: Record<Language, Texts> = { sv, "sv-lattlast": svLattlast, en, ar };
/** What only colleagues and those outside the agencies read, in Swedish. */
const SWEDISH_ONLY = /^(handlaggare|external\.(?!kind\.)|facts\.confirmBy|calendar\.(handlaggare|external))/;
/** All that a text may be filled in with: nobody's name, and nothing of the case. */
const MAY_SAY = [
  "number",
  "agencies",
  "text",
  "words",
  "contacts",
  "phones",
  "reference",
  "url",
  "when",
  "day",
  "time",
  "answerBy",
  "from",
  "until",
  "mandate",
];
const ARABIC = /\p{Script=Arabic}/u;

function flat(texts: Texts, prefix = ""): [key: string, text: string][] {
  return Object.entries(texts).flatMap(([key, text]) =>
    typeof text === "string" ? [[prefix + key, text] as [string, string]] : flat(text, `${prefix}${key}.`),
  );
}
const toIndividuals = (texts: Texts) => flat(texts).filter(([key]) => !SWEDISH_ONLY.test(key));
const placeholdersOf = (text: string) => [...text.matchAll(/\{\{(\w+)\}\}/g)].map(([, name]) => name!).sort();

const KINDS = MESSAGE_KINDS.filter((kind) => !kind.startsWith("confirmation_"));
const all = Language.options.flatMap((language) =>
  KINDS.flatMap((kind) =>
    MEETING_TYPES.flatMap((type) =>
      MeetingMode.options.map((mode) => {
        const message = sampleMessage(kind, type, language);
        return { kind, language, message: { ...message, meeting: { ...message.meeting, mode } } };
      }),
    ),
  ),
);

describe("the texts of messages", () => {
  test.each(Language.options)(
    "in %s: there is every one, filled in with the same, and no other",
    (language) => {
      const swedish = new Map(toIndividuals(sv));
      const own = new Map(toIndividuals(LANGUAGES[language]));
      expect([...own.keys()].sort()).toEqual([...swedish.keys()].sort());
      for (const [key, text] of own) {
        expect(text.trim(), key).not.toBe("");
        expect([key, placeholdersOf(text)]).toEqual([key, placeholdersOf(swedish.get(key)!)]);
      }
    },
  );

  test("are filled in with times, places to answer and whom to call: with nothing that names anybody", () => {
    const used = Object.values(LANGUAGES).flatMap((texts) =>
      flat(texts).flatMap(([, text]) => placeholdersOf(text)),
    );
    expect([...new Set(used)].filter((name) => !MAY_SAY.includes(name))).toEqual([]);
  });

  test("in English and Arabic: are not the Swedish ones, nor are those of lättläst where it matters", () => {
    const same = (texts: Texts) => {
      const own = new Map(toIndividuals(texts));
      return toIndividuals(sv).filter(([key, text]) => own.get(key) === text && /\s\p{L}+\s/u.test(text));
    };
    expect(same(en)).toEqual([]);
    expect(same(ar)).toEqual([]);
    const untouched = same(svLattlast).map(([key]) => key.split(".")[0]);
    expect(untouched).not.toContain("recalled");
    expect(
      toIndividuals(ar).filter(([, text]) =>
        /[åäö]/i.test(
          text.replaceAll(/Försäkringskassan|Arbetsförmedlingen|\(förvaltare\)|\(vårdnadshavare\)/g, ""),
        ),
      ),
    ).toEqual([]);
  });
});

describe("a message to an individual", () => {
  test("of every kind, type, way of meeting and language: is marked with it, and all of it is in that language", () => {
    for (const { language, message } of all) {
      const { subject, content } = contentOf(message);
      const { lang, dir } = content;
      expect([lang, dir]).toEqual(language === "ar" ? ["ar", "rtl"] : [language.slice(0, 2), "ltr"]);
      const said = [subject, content.heading, ...content.paragraphs, ...content.footer];
      const named = [...content.facts, ...content.actions].map(({ label }) => label);
      for (const text of [...said, ...named]) {
        expect(text).not.toMatch(/\{\{|undefined|individual\.|facts\./);
        expect(ARABIC.test(text)).toBe(language === "ar");
      }
    }
  });

  test("in Arabic: each time, place and number is kept together, whatever runs around it", () => {
    const { message } = all.find(({ kind, language }) => kind === "invitation" && language === "ar")!;
    const { content } = contentOf({
      ...message,
      meeting: { ...message.meeting, place: "Storgatan 1 (plan 2)" },
    });
    const values = content.facts.map(({ value }) => value);
    expect(values).toContain("الأربعاء 18 مارس 2026، \u206810:00–11:00\u2069");
    expect(values).toContain("\u2068Storgatan 1 (plan 2)\u2069");
    expect(content.footer.join(" ")).toContain("Försäkringskassan \u206808-465 004 10\u2069");
  });

  test("an hour before a meeting that isn't by video: is not told to go in by a page", () => {
    for (const { kind, language, message } of all) {
      if (kind !== "reminder_hour") continue;
      const byVideo = ["video", "mixed"].includes(message.meeting.mode);
      const intro = flat(LANGUAGES[language]).find(([key]) => key === "individual.reminder_hour.intro")![1];
      expect(contentOf(message).content.paragraphs.includes(intro)).toBe(byVideo);
    }
  });
});

test("an SMS with a whole link: at most two parts, and four where the alphabet needs UCS-2", () => {
  for (const { kind, language, message } of all) {
    const url = `https://samtid.example.org/svar/${"aB3-".repeat(10)}xyz`;
    const text = smsTextOf({ ...message, url });
    const { encoding, parts } = countSmsParts(text);
    expect([language, encoding]).toEqual([language, language === "ar" ? "UCS-2" : "GSM-7"]);
    expect(parts, `${kind} ${text}`).toBeLessThanOrEqual(language === "ar" ? 4 : 2);
    // Whatever makes links of addresses takes no sign that follows for part of one.
    if (text.includes(url)) expect(text).toMatch(/(^|\s)https:\S+xyz(\s|$)/);
  }
});

test("a letter in each language: heading, date and how to answer in that language, and its direction", () => {
  const recipient = { name: "N", careOf: null, street: "S", postalCode: "753 20", city: "U" };
  const writtenAt = new Date("2026-03-02T08:00:00Z");
  const dates = Language.options.map((language) => {
    const message = sampleMessage("invitation", "kontaktmote", language);
    const letter = letterOf(message, { recipient, answerPage: "https://x.example/svar/K", writtenAt });
    return [letter.lang, letter.dir, letter.date, letter.answer?.heading];
  });
  expect(dates).toEqual([
    ["sv", "ltr", "måndag 2 mars 2026", "Så svarar du"],
    ["sv", "ltr", "måndag 2 mars 2026", "Så svarar du"],
    ["en", "ltr", "Monday 2 March 2026", "How to answer"],
    ["ar", "rtl", "الاثنين 2 مارس 2026", "كيف تجيب"],
  ]);
});

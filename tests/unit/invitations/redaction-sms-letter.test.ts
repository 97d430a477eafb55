import { expect, test } from "vitest";
import { MESSAGE_KINDS } from "../../../server/invitations/invitations.contract.ts";
import { letterOf } from "../../../server/invitations/letter-content.ts";
import { smsTextOf } from "../../../server/invitations/sms-text.ts";
import { MEETING_TYPES } from "../../../server/meetings/types/registered-types.contract.ts";
import { Language } from "../../../server/people/people.contract.ts";
import { sampleMessage } from "../../support/sample-message.ts";
import { countSmsParts } from "../../../server/platform/sms/sms-parts.ts";

/** Between the handläggare: by e-mail only. */
const ofHandlaggare = (kind: string) => kind.startsWith("confirmation_");

const KINDS = MESSAGE_KINDS.filter((kind) => !ofHandlaggare(kind));

const all = KINDS.flatMap((kind) =>
  MEETING_TYPES.flatMap((type) =>
    Language.options.map((language) => ({
      kind,
      type,
      language,
      message: sampleMessage(kind, type, language),
    })),
  ),
);
const RECIPIENT = {
  name: "Karin Ödmark",
  careOf: "Ängqvist",
  street: "Björkvägen 12 A",
  postalCode: "753 20",
  city: "Uppsala",
};
const letters = all.map((one) => ({
  ...one,
  letter: letterOf(one.message, {
    recipient: RECIPIENT,
    answerPage: "https://samtid.example.org/svar/K7M2P-X9QRT",
    writtenAt: new Date("2026-03-02T08:00:00Z"),
  }),
}));

/** The meeting's type, what it is about, and anybody's name. */
const FORBIDDEN =
  /kartl[äa]ggning|omst[äa]llning|kontaktm[öo]te|uppf[öo]ljning|rehab|sjukpenning|sjukers|aktivitetsers|benefit|arbetsl[öo]s|diagno|(19|20)\d{6}|\d{6}-?\d{4}|Karin|Ödmark|Annika|Östlund|Anders|Åkerman|@/i;
const ADDRESS = /Ängqvist|Björkvägen|753 ?20|Uppsala/;
const AGENCY = /försäkringskassan|arbetsförmedlingen/i;

test("an SMS of every kind, type and language: says nothing of what the meeting is about, nor who meets", () => {
  for (const { message } of all) {
    const text = smsTextOf(message);
    expect(text).not.toMatch(FORBIDDEN);
    expect(text).not.toMatch(ADDRESS);
    expect(text).not.toMatch(AGENCY);
    expect(text).not.toMatch(/\{\{|undefined|sms\./);
  }
});

test("a letter of every kind, type and language: name and address stand in the window and nowhere else", () => {
  for (const { letter } of letters) {
    const { window, ...rest } = letter;
    expect(window).toEqual(["Karin Ödmark", "c/o Ängqvist", "Björkvägen 12 A", "753 20 Uppsala"]);
    const seen = JSON.stringify({ ...rest, writtenAt: undefined });
    expect(seen).not.toMatch(FORBIDDEN);
    expect(seen).not.toMatch(ADDRESS);
    expect(seen).not.toMatch(/\{\{|undefined|letter\./);
  }
});

test("what is over, or was somebody else's: neither SMS nor letter asks for an answer", () => {
  for (const { kind, message, letter } of letters) {
    if (!["cancellation", "offer_expired", "offer_withdrawn", "recalled"].includes(kind)) continue;
    expect(smsTextOf(message)).not.toContain("https://");
    expect(letter.answer).toBeUndefined();
  }
});

test("who got what was meant for another: neither SMS nor letter says when, how, or which meeting", () => {
  for (const { message, letter } of letters.filter(({ kind }) => kind === "recalled")) {
    const { window: _, date: __, writtenAt: ___, ...said } = letter;
    expect(said.facts).toEqual([]);
    expect(`${JSON.stringify(said)} ${smsTextOf(message)}`).not.toMatch(
      /mars|march|10[.:]00|SAM-|video|mejl|http|svar\//i,
    );
  }
});

test("SMS in Swedish, word for word", () => {
  const texts = KINDS.map((kind) => smsTextOf(sampleMessage(kind)));
  expect(texts.join("\n")).toMatchInlineSnapshot(`
    "Välj en tid för ditt möte, senast tis 10 mars kl. 12.00. Se mer och svara: https://samtid.example.org/svar/secret Frågor? Ring 08-465 004 10 eller 08-465 004 20.
    Tiderna du kunde välja mellan är inte kvar. Vi hör av oss om det blir nya tider. Frågor? Ring 08-465 004 10 eller 08-465 004 20.
    Tiderna du kunde välja mellan är inte kvar. Vi hör av oss om nya tider. Frågor? Ring 08-465 004 10 eller 08-465 004 20.
    Du har fått en tid för ett möte: ons 18 mars kl. 10.00. Se mer och svara: https://samtid.example.org/svar/secret Frågor? Ring 08-465 004 10 eller 08-465 004 20.
    Ditt möte har ändrats. Det här gäller nu: ons 18 mars kl. 10.00. Se mer och svara: https://samtid.example.org/svar/secret Frågor? Ring 08-465 004 10 eller 08-465 004 20.
    Du träffar någon annan från oss på ditt möte ons 18 mars kl. 10.00. Tiden är densamma. Se mer och svara: https://samtid.example.org/svar/secret Frågor? Ring 08-465 004 10 eller 08-465 004 20.
    Ditt möte ons 18 mars kl. 10.00 är avbokat. Du behöver inte göra något. Frågor? Ring 08-465 004 10 eller 08-465 004 20.
    Ett meddelande från oss var inte till dig. Det är vårt fel. Ta gärna bort det. Länken i det fungerar inte längre. Frågor? Ring 08-465 004 10 eller 08-465 004 20.
    Påminnelse om ditt möte ons 18 mars kl. 10.00. Se mer och svara: https://samtid.example.org/svar/secret Frågor? Ring 08-465 004 10 eller 08-465 004 20.
    Påminnelse om ditt möte ons 18 mars kl. 10.00. Se mer och svara: https://samtid.example.org/svar/secret Frågor? Ring 08-465 004 10 eller 08-465 004 20.
    Ditt möte börjar kl. 10.00. Se mer och svara: https://samtid.example.org/svar/secret Frågor? Ring 08-465 004 10 eller 08-465 004 20."
  `);
  for (const text of texts)
    expect(countSmsParts(text)).toEqual({ encoding: "GSM-7", parts: expect.any(Number) });
});

import { expect, test } from "vitest";
import { calendarPartOf, contentOf } from "../../../server/invitations/message-content.ts";
import { MESSAGE_KINDS, type MessageKind } from "../../../server/invitations/invitations.contract.ts";
import { letterOf } from "../../../server/invitations/letter-content.ts";
import { smsTextOf } from "../../../server/invitations/sms-text.ts";
import { MEETING_TYPES } from "../../../server/meetings/types/registered-types.contract.ts";
import { Language } from "../../../server/people/people.contract.ts";
import { sampleMessage } from "../../support/sample-message.ts";

/** Between the handläggare, who have a page of their own. */
const KINDS = MESSAGE_KINDS.filter((kind) => !kind.startsWith("confirmation_"));
const LEADS_SOMEWHERE: readonly MessageKind[] = KINDS.filter(
  (kind) => !["cancellation", "offer_expired", "offer_withdrawn", "recalled"].includes(kind),
);
const RECIPIENT = { name: "N", careOf: null, street: "S 1", postalCode: "753 20", city: "U" };

const all = KINDS.flatMap((kind) =>
  MEETING_TYPES.flatMap((type) =>
    Language.options.map((language) => ({
      kind,
      message: { ...sampleMessage(kind, type, language), url: undefined, isLinkless: true },
    })),
  ),
);
const letterTo = (message: (typeof all)[number]["message"]) =>
  letterOf(message, {
    recipient: RECIPIENT,
    answerPage: "https://samtid.example.org/svar/K7M2P-X9QRT",
    writtenAt: new Date("2026-03-02T08:00:00Z"),
  });
const A_LINK =
  /https?:|\/svar\/|samtid\.example|sidan nedan|samma sida|page below|same page|länk(en)? i|link in/i;
const SIGN_IN = /logga in som vanligt|log in as usual|سجّل الدخول/i;
const CALL = /ring|call|اتصل|الاتصال|للأسئلة/i;

test("a mail without a link, of every kind, type and language: says to log in as usual or call, in the calendar too", () => {
  for (const { kind, message } of all) {
    const { subject, content } = contentOf(message);
    const calendar = calendarPartOf(message, "svar@samtid.test")?.content.replaceAll(/\r\n[ \t]/g, "");
    const text = `${subject} ${JSON.stringify(content)}`;
    expect(`${text} ${calendar}`).not.toMatch(A_LINK);
    expect(content.actions).toEqual([]);
    expect(text).toMatch(CALL);
    expect(SIGN_IN.test(text)).toBe(LEADS_SOMEWHERE.includes(kind));
    expect(text).not.toMatch(/_linkless|individual\.|\{\{/);
  }
});

test("a meeting without a link: still comes into the person's calendar", () => {
  const message = { ...sampleMessage("invitation"), url: undefined, isLinkless: true };
  const calendar = calendarPartOf(message, "svar@samtid.test")!;
  expect(calendar.method).toBe("REQUEST");
  expect(calendar.content.replaceAll(/\r\n[ \t]/g, "")).toMatch(/DESCRIPTION:Logga in som vanligt/);
  expect(calendar.content).not.toMatch(/^URL/m);
});

test("an SMS and a letter without a link, of every kind, type and language: say to log in as usual or call", () => {
  for (const { kind, message } of all) {
    const { answer, ...letter } = letterTo(message);
    // Reminders never go by letter.
    const written = kind.startsWith("reminder_") ? [] : [JSON.stringify({ answer, ...letter })];
    for (const text of [smsTextOf(message), ...written]) {
      expect(text).not.toMatch(A_LINK);
      expect(text).toMatch(CALL);
      expect(SIGN_IN.test(text)).toBe(LEADS_SOMEWHERE.includes(kind));
      expect(text).not.toMatch(/\{\{|undefined|sms\.|letter\./);
    }
    expect(answer?.page).toBeUndefined();
  }
});

test("an external party without a link: is asked to call, for they have nowhere to log in", () => {
  const { participant, ...message } = sampleMessage("invitation");
  const external = {
    kind: "tolk",
    organisationName: null,
    phone: null,
    registeredBy: "forsakringskassan",
  } as const;
  const party = { ...participant, role: "external", isFurther: true, external } as const;
  const { content } = contentOf({ ...message, participant: party, url: undefined, isLinkless: true });
  expect(content.actions).toEqual([]);
  expect(JSON.stringify(content)).toContain("Ring oss och svara om du kan vara med.");
  expect(JSON.stringify(content)).not.toMatch(SIGN_IN);
});

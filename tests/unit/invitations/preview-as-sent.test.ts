import { expect, test } from "vitest";
import { createComposeMessage } from "../../../server/invitations/compose-message.ts";
import { createSendByEmail } from "../../../server/invitations/channels/send-by-email.ts";
import { createSendByLetter } from "../../../server/invitations/channels/send-by-letter.ts";
import { createSendBySms } from "../../../server/invitations/channels/send-by-sms.ts";
import { createDescribeMessage } from "../../../server/invitations/describe-message.ts";
import { MESSAGE_KINDS } from "../../../server/invitations/invitations.contract.ts";
import { createPreviewMessage } from "../../../server/invitations/preview-message.ts";
import { shippedTextsOf } from "../../../server/agency-texts/shipped-texts.ts";
import { Language, ORGANISATION_IDS } from "../../../server/people/people.contract.ts";
import { renderMail } from "../../../server/platform/mail/mail-layout.ts";
import type { LetterContent } from "../../../server/platform/print/letter-layout.ts";
import type { UnitOfWork } from "../../../server/platform/unit-of-work.ts";
import { sampleMessage } from "../../support/sample-message.ts";

const PUBLIC_URL = "https://samtid.test";
const SECRETS = { token: "k".repeat(43), code: "K7M2P-X9QRT" };
const ID = "4f9d1a52-6c1e-4c6e-9a67-0d1d7a0a3f11";
const clock = { now: () => new Date("2026-03-02T08:00:00Z") };
const linkChannels = ["email", "sms", "letter"] as const;
const organisations = [
  { id: "forsakringskassan" as const, name: "", phone: "08-465 004 10", linkChannels },
  { id: "arbetsformedlingen" as const, name: "", phone: "08-465 004 20", linkChannels },
];
const describe = createDescribeMessage({
  publicUrl: PUBLIC_URL,
  listOrganisations: async () => organisations,
  readPassages: async () => ORGANISATION_IDS.flatMap(shippedTextsOf).filter(({ text }) => text !== ""),
});
const replyAddress = { key: Buffer.alloc(32, 1), domain: "samtid.test" };
const compose = createComposeMessage({ describe, replyAddress, render: renderMail });
const preview = createPreviewMessage({ compose, describe, publicUrl: PUBLIC_URL, clock });

/** What goes out by each channel, kept instead of being sent. */
function recordedChannels() {
  const sent: {
    mail?: { subject: string; text: string; html: string };
    sms?: string;
    letter?: LetterContent;
  } = {};
  const links = { tokenFor: async () => SECRETS.token, codeFor: async () => SECRETS.code };
  const email = createSendByEmail({
    mail: { send: async (mail) => ((sent.mail = mail), { reply: "250" }) },
    mailDomain: "samtid.test",
    replyAddress,
    compose,
    links,
  });
  const sms = createSendBySms({
    gateway: { send: async ({ text }) => ((sent.sms = text), "handed_over") },
    reportUrlOf: () => "",
    describe,
    links,
  });
  const letter = createSendByLetter({
    folder: {
      has: async () => false,
      add: async () => {},
      list: async () => [],
      read: async () => undefined,
      withdraw: async () => true,
    },
    listRecalledWith: async () => [],
    render: async (content) => ((sent.letter = content), { pdf: Buffer.alloc(0), pages: 1 }),
    publicUrl: PUBLIC_URL,
    describe,
    links,
    clock,
  });
  return { sent, email, sms, letter };
}

const withoutSecret = (text: string) => text.replaceAll(SECRETS.token, "…").replaceAll(SECRETS.code, "…");
/** Every word of a letter, in the order it is read. */
const wordsOf = ({ window, date, heading, paragraphs, facts, answer, footer }: LetterContent) =>
  [
    ...window,
    date,
    heading,
    ...paragraphs,
    ...facts.map(({ label, value }) => `${label}: ${value}`),
    ...(answer ? [answer.heading, answer.web, answer.page, answer.phone] : []),
    ...footer,
  ].join("\n");

test.each(Language.options)(
  "a preview in %s, of every kind and channel: is what is sent, but for the link's secret",
  async (language) => {
    for (const kind of MESSAGE_KINDS.filter((each) => !each.startsWith("confirmation_"))) {
      const { meeting, participant } = sampleMessage(kind, "kontaktmote", language);
      const id = "10000000-0000-4000-8000-000000000001";
      const message = { kind, meeting, participant: { ...participant, id } };
      const outgoing = { ...message, messageId: ID, unitOfWork: {} as UnitOfWork };
      const { sent, ...channels } = recordedChannels();
      for (const channel of ["email", "sms", "letter"] as const)
        expect(await channels[channel].send(outgoing)).toMatchObject({ outcome: "handed_over" });

      const mail = await preview({ ...message, channel: "email" });
      expect(mail.address).toBe(participant.email);
      for (const part of ["subject", "text", "html"] as const)
        expect(mail[part]).toBe(withoutSecret(sent.mail![part]));
      expect((await preview({ ...message, channel: "sms" })).text).toBe(withoutSecret(sent.sms!));
      const letter = (await preview({ ...message, channel: "letter" })).text;
      expect(letter.replaceAll(/\n+/g, "\n")).toBe(withoutSecret(wordsOf(sent.letter!)));
    }
  },
);

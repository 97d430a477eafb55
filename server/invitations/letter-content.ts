import type { PostalAddress } from "../people/people.contract.ts";
import type { LetterContent } from "../platform/print/letter-layout.ts";
import { localDateOf } from "../scheduling/local-time.ts";
import { formatLongDate } from "../scheduling/time-text.ts";
import sheet from "./forwarding-sheet.sv.json" with { type: "json" };
import { contentOf, WITHOUT_PAGE } from "./message-content.ts";
import { texts, type MessageSubject } from "./message-texts.ts";
import { MARKUP } from "./text-language.ts";
import { recalledLetter } from "./recalled-content.ts";

/** Who stands in the window; without an address for a letter that isn't sent by post. */
export type LetterRecipient = { readonly name: string } & Partial<PostalAddress>;

/**
 * A letter to the individual: the same as the mail says, and how to answer with a short code. Name and address stand in
 * the window and nowhere else; never the meeting type, benefit or personnummer.
 *
 * @param answerPage the address of the page, short enough to be typed; none when there is nothing to answer to.
 */
export function letterOf(
  message: MessageSubject,
  {
    recipient,
    answerPage,
    writtenAt,
  }: {
    /** None for a letter that Skatteverket forwards. */
    recipient: LetterRecipient | undefined;
    answerPage: string | undefined;
    writtenAt: Date;
  },
): LetterContent {
  const { participant } = message;
  const isRecall = message.kind === "recalled";
  const { content, subject } = isRecall
    ? recalledLetter(message)
    : contentOf({ ...message, url: undefined, isLinkless: false });
  const t = texts.getFixedT(participant.language);
  const hasPage = !WITHOUT_PAGE.includes(message.kind);
  return {
    lang: content.lang,
    dir: content.dir,
    title: subject,
    cover: recipient ? undefined : forwardingSheet(message.meeting.reference),
    window: recipient ? linesOf(recipient) : [],
    date: formatLongDate(localDateOf(writtenAt), MARKUP[participant.language].lang),
    heading: content.heading,
    paragraphs: content.paragraphs,
    facts: content.facts,
    answer:
      answerPage && hasPage
        ? {
            heading: t("letter.answer.heading"),
            web: t(message.isLinkless ? "letter.answer.signIn" : "letter.answer.web"),
            page: message.isLinkless ? undefined : answerPage.replace(/^https?:\/\//, ""),
            phone: t("letter.answer.phone", { reference: message.meeting.reference }),
          }
        : undefined,
    footer: content.footer,
    writtenAt,
  };
}

/** What a letter says, paragraph by paragraph, as it is kept: without name and address. */
export function textOf({ heading, paragraphs, facts, answer, footer }: LetterContent): string[] {
  const told = facts.map(({ label, value }) => `${label}: ${value}`).join("\n");
  const how = answer && [answer.heading, answer.web, answer.page, answer.phone].filter(Boolean).join("\n");
  return [heading, ...paragraphs, told, ...(how ? [how] : []), ...footer];
}

/** For Skatteverket: that the letter is to be forwarded, with room for whom to, which stands nowhere here. */
function forwardingSheet(reference: string): LetterContent["cover"] {
  const lines = [sheet.reference.replace("{{reference}}", reference), ...sheet.blanks];
  return { heading: sheet.heading, paragraphs: sheet.paragraphs, lines };
}

function linesOf({ name, careOf, street, postalCode, city }: LetterRecipient): string[] {
  const town = postalCode && `${postalCode} ${city}`;
  return [name, careOf && `c/o ${careOf}`, street, town].flatMap((line) => line || []);
}

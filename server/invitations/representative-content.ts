import { individualTextOf } from "./individual-text.ts";
import { contactsText, texts, timeFacts, type MessageContent, type MessageSubject } from "./message-texts.ts";
import { MARKUP } from "./text-language.ts";

/**
 * What somebody who answers for a person is told: the same as the person, but that it is as their representative. Whom they
 * represent is not said; our reference lets them ask.
 */
export function representativeContent(message: MessageSubject): MessageContent {
  const { meeting, participant, url, isLinkless, contacts } = message;
  const { language } = participant;
  const t = texts.getFixedT(language);
  const text = participant.leftAt ? "released" : textOf(message);
  const mandate = t(`representative.mandate.${participant.representative?.kind ?? "ombud"}`);
  const { reference } = meeting;
  const isOver = ["released", "cancellation", "offer_ended"].includes(text);
  const page = isOver ? undefined : url;
  return {
    subject: t(`representative.${text}.subject`, { reference }),
    content: {
      ...MARKUP[language],
      heading: t(`representative.${text}.heading`),
      paragraphs: [
        t(`representative.${text}.intro`, { mandate }),
        ...(isOver ? [] : [t("representative.why", { mandate })]),
        ...(page && !text.startsWith("reminder") ? [t("representative.answer")] : []),
        ...(isLinkless && !isOver ? [t("individual.signIn")] : []),
      ],
      facts: [
        { label: t("facts.reference"), value: reference },
        ...(text === "released" ? [] : timeFacts(message, t, language)),
      ],
      actions: page ? [{ label: t("representative.action"), url: page, primary: true }] : [],
      footer: [
        t("representative.questions", { contacts: contactsText(contacts, t, language) }),
        ...(participant.email ? [t("individual.noReply")] : []),
      ],
    },
  };
}

/** Which text tells a representative of it. */
function textOf(message: MessageSubject): string {
  const text = individualTextOf(message);
  if (text === "offer_expired" || text === "offer_withdrawn") return "offer_ended";
  return text.startsWith("reminder_") ? "reminder" : text;
}

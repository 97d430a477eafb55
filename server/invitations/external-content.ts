import { channelOf } from "./message-channel.ts";
import { contactsText, texts, timeFacts, type MessageContent, type MessageSubject } from "./message-texts.ts";

/**
 * What somebody outside the agencies is told: when, how and where, our reference, whom to call, and where to answer.
 * Never the meeting type, the individual, who else comes, or anything of the case. In Swedish.
 */
export function externalContent(message: MessageSubject): MessageContent {
  const { kind, meeting, participant, url, isLinkless, contacts } = message;
  const t = texts.getFixedT("sv");
  const { reference } = meeting;
  const isAsked = kind === "invitation" || kind === "moved";
  const isMailed = channelOf(participant, meeting) === "email";
  const text = participant.leftAt && kind === "cancellation" ? "released" : kind;
  const video = meeting.mode === "video" || meeting.mode === "mixed";
  return {
    subject: t(`external.${text}.subject`, { reference }),
    content: {
      lang: "sv",
      dir: "ltr",
      heading: t(`external.${text}.heading`),
      paragraphs: [
        t(`external.${text}.intro`),
        ...(isAsked && url ? [t(participant.binding ? "external.answer" : "external.answerOptional")] : []),
        ...(isAsked && isLinkless ? [t("external.callToAnswer")] : []),
        ...(isAsked && url && video ? [t("external.videoHint")] : []),
      ],
      facts: [{ label: t("facts.reference"), value: reference }, ...timeFacts(message, t, "sv")],
      actions: isAsked && url ? [{ label: t("external.action"), url, primary: true }] : [],
      footer: [
        t("external.questions", { contacts: contactsText(contacts, t, "sv") }),
        ...(isMailed ? [t("external.noReply")] : []),
      ],
    },
  };
}

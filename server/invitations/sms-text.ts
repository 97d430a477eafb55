import { localDateOf } from "../scheduling/local-time.ts";
import { formatShortDate, formatTime } from "../scheduling/time-text.ts";
import { individualTextOf } from "./individual-text.ts";
import { WITHOUT_PAGE } from "./message-content.ts";
import { isolated, MARKUP } from "./text-language.ts";
import { texts, wordingOf, type MessageSubject } from "./message-texts.ts";

/**
 * An SMS to the individual: that there is something about a meeting, when, and where to read more. A telephone lies where
 * anybody may see it: never the meeting type, benefit, agency, place, personnummer or anyone's name.
 */
export function smsTextOf(message: MessageSubject): string {
  const { meeting, participant, url, isLinkless, contacts } = message;
  const { language } = participant;
  const t = texts.getFixedT(language);
  const { lang, dir } = MARKUP[language];
  const dayAndTime = (at: Date) =>
    t("sms.dayAndTime", {
      day: formatShortDate(localDateOf(at), lang),
      time: formatTime(at, lang),
    });
  const hasPage = !WITHOUT_PAGE.includes(message.kind);
  const told = t(`sms.${individualTextOf(message)}`, {
    when: dayAndTime(meeting.startsAt),
    time: formatTime(meeting.startsAt, lang),
    answerBy: meeting.answerBy && dayAndTime(meeting.answerBy),
    ...wordingOf(message),
  });
  const phones = contacts.map(({ phone }) => isolated(phone, language)).join(` ${t("or")} `);
  return [
    told,
    ...(url && hasPage ? [t("sms.page", { url })] : []),
    ...(isLinkless && hasPage ? [t("sms.signIn")] : []),
    ...(phones ? [t("sms.questions", { phones })] : []),
    // An address on a line of its own keeps its direction, and nothing that follows is taken for part of it.
  ].join(dir === "rtl" ? "\n" : " ");
}

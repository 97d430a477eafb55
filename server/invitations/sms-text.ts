import { localDateOf } from "../scheduling/local-time.ts";
import { formatShortDate, formatTime } from "../scheduling/time-text.ts";
import { individualTextOf, WITHOUT_PAGE } from "./message-content.ts";
import { texts, type MessageSubject } from "./message-texts.ts";

/**
 * An SMS to the individual: that there is something about a meeting, when, and where to read more. A telephone lies where
 * anybody may see it: never the meeting type, benefit, agency, place, personnummer or anyone's name.
 */
export function smsTextOf(message: MessageSubject): string {
  const { meeting, participant, url, contacts } = message;
  const { language } = participant;
  const t = texts.getFixedT(language);
  const timeLanguage = language === "en" ? "en" : "sv";
  const dayAndTime = (at: Date) =>
    t("sms.dayAndTime", {
      day: formatShortDate(localDateOf(at), timeLanguage),
      time: formatTime(at, timeLanguage),
    });
  const told = t(`sms.${individualTextOf(message)}`, {
    when: dayAndTime(meeting.startsAt),
    time: formatTime(meeting.startsAt, timeLanguage),
    answerBy: meeting.answerBy && dayAndTime(meeting.answerBy),
  });
  const phones = contacts.map(({ phone }) => phone).join(` ${t("or")} `);
  return [
    told,
    ...(url && !WITHOUT_PAGE.includes(message.kind) ? [t("sms.page", { url })] : []),
    ...(phones ? [t("sms.questions", { phones })] : []),
  ].join(" ");
}

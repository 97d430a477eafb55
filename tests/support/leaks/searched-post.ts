import type { CaughtMail } from "../../../server/platform/mail/caught-mail.ts";
import { forbiddenInMessage } from "./personal.ts";

/** @throws Error for each mail, or SMS, with what only its recipient may know: both pass through other hands. */
export function expectNothingPersonalSent(
  mails: readonly CaughtMail[],
  texts: readonly { readonly to: string; readonly text: string }[],
): void {
  const written = mails.map(({ to, subject, text, html, calendar }) => ({
    to,
    text: [subject, text, html, calendar?.content.replaceAll("\r\n ", "") ?? ""].join("\n"),
  }));
  const found = [...written, ...texts.map(({ to, text }) => ({ to: [to], text }))].flatMap((message) =>
    forbiddenInMessage(message).map(
      (what) => `${what} to ${message.to.join()}: ${message.text.slice(0, 500)}`,
    ),
  );
  if (found.length > 0) throw new Error(`What was sent has something of a person:\n${found.join("\n")}`);
}

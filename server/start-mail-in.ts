import type { Samtid } from "./compose.ts";
import { startMailIn, type MailIn } from "./platform/mail/mail-in.ts";

/**
 * Opens the door to mail: answers from people's calendars, and what mail servers report. In production only where a port is
 * configured; otherwise on any free one.
 *
 * @throws Error with a message for the operator when the port is taken.
 */
export async function openMailIn({ config, takeMail, clock, logger }: Samtid): Promise<MailIn | undefined> {
  const port = config.MAIL_IN_PORT ?? (config.NODE_ENV === "production" ? undefined : 0);
  if (port === undefined) {
    logger.warn("MAIL_IN_PORT is not set: answers from calendars and bounces are not taken in");
    return undefined;
  }
  try {
    return await startMailIn({ host: config.MAIL_IN_HOST, port, ...takeMail, clock, logger });
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "EADDRINUSE")
      throw new Error(`Port ${port} is taken. Stop what uses it, or choose another MAIL_IN_PORT.`, {
        cause: error,
      });
    throw error;
  }
}

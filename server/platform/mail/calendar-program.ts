import { createTransport, type NodemailerError } from "nodemailer";

/** An iTIP answer to be sent by mail. */
export interface ReplyMail {
  readonly method: "REPLY" | "COUNTER";
  readonly content: string;
  readonly from: string;
  readonly to: string;
  readonly subject: string;
  readonly text: string;
}

/** Sends answers over SMTP as a calendar program does (RFC 6047), for trying Samtid without one. Never used in production. */
export interface CalendarProgram {
  /** @returns the server's reply, also when it refuses. @throws when it can't be reached. */
  send(mail: ReplyMail): Promise<{ readonly isTaken: boolean; readonly reply: string }>;
}

/** @param server where mail to our addresses comes in. */
export function createCalendarProgram(server: {
  readonly host: string;
  readonly port: number;
}): CalendarProgram {
  const transport = createTransport({ ...server, ignoreTLS: true });
  return {
    async send({ method, content, from, to, subject, text }) {
      try {
        const { response } = await transport.sendMail({
          envelope: { from, to },
          from: { name: "", address: from },
          to: { name: "", address: to },
          subject,
          text,
          icalEvent: { method, content },
        });
        return { isTaken: true, reply: response };
      } catch (error) {
        const { response } = error as NodemailerError;
        if (response === undefined) throw error;
        return { isTaken: false, reply: response };
      }
    },
  };
}

import type { Samtid } from "../compose.ts";
import { createSendMessage } from "../invitations/send-message.ts";
import { remindersOf } from "../invitations/reminders.ts";
import { individualOf } from "../meetings/meeting-record.ts";
import { channelTo } from "../people/channel.ts";
import { createLogger } from "../platform/logger.ts";
import { SendFailure } from "../platform/mail/send-failure.ts";
import { CLOSED_MAIL_DOMAIN } from "./demo-cases.ts";
import type { StoryClock } from "./story-clock.ts";

/** Sends the messages of the past, so that each is in the state it would be in today. */
export interface PostOffice {
  /** Sends what waits about a meeting. */
  send(meetingId: string): Promise<void>;
  /** Sends the reminders that were due until an instant, each when it was due. */
  remind(meetingId: string, until: Date): Promise<void>;
}

/** Goes the way of the workers, but to a mail server that takes almost everything and passes nothing on. */
export function createPostOffice(samtid: Samtid, clock: StoryClock): PostOffice {
  const { messages, meetings } = samtid.repositories;
  const sendMessage = createSendMessage({
    ...samtid.repositories,
    findMeeting: (meetingId, options) => meetings.find(meetingId, options),
    compose: async () => ({ subject: "", text: "", html: "", replyTo: "" }),
    mail: {
      send: async ({ to }) => {
        if (to.endsWith(`@${CLOSED_MAIL_DOMAIN}`)) throw new SendFailure("permanent", "550 5.1.1", "RCPT TO");
        return { reply: "250 2.0.0" };
      },
    },
    transactions: samtid.database,
    clock,
    logger: createLogger("silent"),
    random: () => 0,
    mailDomain: "localhost",
  });

  async function send(meetingId: string): Promise<void> {
    for (const { id, state } of await messages.listOf(meetingId))
      if (state === "queued") await sendMessage(id);
  }

  return {
    send,
    async remind(meetingId, until) {
      const meeting = await meetings.find(meetingId);
      if (!meeting || channelTo(individualOf(meeting)) !== "email") return;
      const { id: participantId } = individualOf(meeting);
      const { timeVersion } = meeting;
      for (const { kind, dueAt } of remindersOf(meeting).filter((reminder) => reminder.dueAt <= until)) {
        clock.set(dueAt);
        await messages.insert([{ meetingId, participantId, timeVersion, kind, channel: "email" }], dueAt);
        await send(meetingId);
      }
    },
  };
}

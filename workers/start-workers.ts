import { mailDomainOf, type Samtid } from "../server/compose.ts";
import { createRelayDueMessages } from "../server/invitations/message-relay.ts";
import { createSendMessage } from "../server/invitations/send-message.ts";
import { createNotifications } from "../server/platform/database/notifications.ts";
import { every } from "../server/platform/every.ts";
import { createMailTransport } from "../server/platform/mail/mail-transport.ts";
import { createQueues } from "../server/platform/queue/queues.ts";
import { createSendMessageJob } from "./send-message.job.ts";

const MAIL_QUEUE = "mail";
const CONCURRENCY = 5;
const SWEEP_MS = 5_000;
const REMINDERS_MS = 30_000;
const OFFERS_MS = 30_000;
const OPEN_TIME_MS = 60 * 60_000;

/** Workers at work. */
export interface RunningWorkers {
  /** Takes no more jobs and resolves when the running ones are done. */
  close(): Promise<void>;
}

/**
 * Starts what happens without anybody asking: messages are handed to the queue as soon as they are committed and
 * again by a sweep, workers send them, reminders become messages when due.
 *
 * @param smtpUrl the mail server that takes what we send.
 */
export async function startWorkers(
  samtid: Samtid,
  databaseUrl: string,
  smtpUrl: string,
): Promise<RunningWorkers> {
  const { config, repositories, clock, logger, database, composeMessage, planReminders } = samtid;
  const queues = await createQueues({ names: [MAIL_QUEUE], databaseUrl, redisUrl: config.REDIS_URL, logger });
  const mail = createMailTransport({ smtpUrl, from: config.MAIL_FROM });
  const sendMessage = createSendMessage({
    ...repositories,
    findMeeting: repositories.meetings.find,
    compose: composeMessage,
    mail,
    transactions: database,
    clock,
    logger,
    random: Math.random,
    mailDomain: mailDomainOf(config),
  });
  await queues.startWorker(MAIL_QUEUE, createSendMessageJob({ sendMessage }), { concurrency: CONCURRENCY });

  const relayDueMessages = createRelayDueMessages({
    messages: repositories.messages,
    enqueue: (ids) =>
      queues.enqueueAll(
        MAIL_QUEUE,
        ids.map((id) => ({ payload: { id }, key: id })),
      ),
    clock,
  });
  const sweep = every(SWEEP_MS, "relay messages", relayDueMessages, logger);
  const reminders = every(REMINDERS_MS, "plan reminders", planReminders, logger);
  const expiry = every(OFFERS_MS, "expire offers", samtid.expireOffers, logger);
  const openTime = every(OPEN_TIME_MS, "roll open time forward", () => samtid.openTime.rollForward(), logger);
  const notifications = createNotifications({ databaseUrl, logger });
  notifications.on("message_queued", (id) => queues.enqueue(MAIL_QUEUE, { id }, { key: id }));
  notifications.onReconnect(() => sweep.now());
  await notifications.start();

  return {
    async close() {
      await notifications.stop();
      await Promise.all([sweep.stop(), reminders.stop(), expiry.stop(), openTime.stop()]);
      await queues.close();
      mail.close();
    },
  };
}

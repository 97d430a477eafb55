import type { Samtid } from "../server/compose.ts";
import { createRelayDueMessages } from "../server/invitations/message-relay.ts";
import { createSendMessage } from "../server/invitations/send-message.ts";
import { createNotifications } from "../server/platform/database/notifications.ts";
import { every } from "../server/platform/every.ts";
import { createMailTransport } from "../server/platform/mail/mail-transport.ts";
import { openPrintFolder } from "../server/platform/print/print-folder.ts";
import { createQueues } from "../server/platform/queue/queues.ts";
import { createSmsGateway, type SmsGatewayOptions } from "../server/platform/sms/sms-gateway.ts";
import { openChannels } from "./open-channels.ts";
import { createSendMessageJob } from "./send-message.job.ts";

/** A queue for each way of sending, so that one that is slow or stopped holds no other up. */
const QUEUE = { email: "mail", sms: "sms", letter: "letter" } as const;
const CHANNELS = ["email", "sms", "letter"] as const;
const CONCURRENCY = 5;
const SWEEP_MS = 5_000;
const REMINDERS_MS = 30_000;
const PASS_ON_MS = 30_000;
const OFFERS_MS = 30_000;
const OPEN_TIME_MS = 60 * 60_000;

/** Workers at work. */
export interface RunningWorkers {
  /** Takes no more jobs and resolves when the running ones are done. */
  close(): Promise<void>;
}

/** Who takes what we send. */
export interface Outlets {
  readonly smtpUrl: string;
  /** Left out where there is no SMS gateway: other channels are tried instead. */
  readonly sms?: Pick<SmsGatewayOptions, "url" | "user" | "password"> | undefined;
}

/**
 * Starts what happens without anybody asking: messages are handed to their channel's queue as soon as they are committed and
 * again by a sweep, workers send them, reminders become messages when due, and what did not arrive is passed on to the
 * next channel.
 */
export async function startWorkers(
  samtid: Samtid,
  databaseUrl: string,
  { smtpUrl, sms }: Outlets,
): Promise<RunningWorkers> {
  const { config, logger } = samtid;
  const names = Object.values(QUEUE);
  const queues = await createQueues({ names, databaseUrl, redisUrl: config.REDIS_URL, logger });
  const mail = createMailTransport({ smtpUrl, from: config.MAIL_FROM });
  const channels = openChannels(samtid, {
    mail,
    sms: sms && createSmsGateway({ ...sms, from: config.SMS_FROM }),
    letters: await openPrintFolder(config.LETTER_DIR),
  });
  const sendMessage = createSendMessage({
    ...samtid.repositories,
    findMeeting: samtid.repositories.meetings.find,
    channels,
    transactions: samtid.database,
    clock: samtid.clock,
    logger,
    random: Math.random,
  });
  for (const channel of CHANNELS)
    await queues.startWorker(QUEUE[channel], createSendMessageJob({ sendMessage }), {
      concurrency: CONCURRENCY,
      limiter: { max: config.CHANNEL_PER_SECOND[channel], duration: 1_000 },
    });
  const sweeps = startSweeps(samtid, queues);
  const notifications = createNotifications({ databaseUrl, logger });
  notifications.on("message_queued", (announced) => {
    const [channel = "", id = ""] = announced.split(" ");
    return isSent(channel) ? queues.enqueue(QUEUE[channel], { id }, { key: id }) : undefined;
  });
  notifications.onReconnect(() => sweeps.relay.now());
  await notifications.start();

  return {
    async close() {
      await notifications.stop();
      await sweeps.stop();
      await queues.close();
      mail.close();
    },
  };
}

function startSweeps(samtid: Samtid, queues: Awaited<ReturnType<typeof createQueues<QueueName>>>) {
  const { repositories, clock, logger } = samtid;
  const relayDueMessages = createRelayDueMessages({
    messages: repositories.messages,
    enqueue: async (channel, ids) => {
      if (!isSent(channel)) return;
      await queues.enqueueAll(
        QUEUE[channel],
        ids.map((id) => ({ payload: { id }, key: id })),
      );
    },
    clock,
  });
  const relay = every(SWEEP_MS, "relay messages", relayDueMessages, logger);
  const sweeps = [
    relay,
    every(REMINDERS_MS, "plan reminders", samtid.planReminders, logger),
    every(PASS_ON_MS, "pass messages on", samtid.passOnMessages, logger),
    every(OFFERS_MS, "expire offers", samtid.expireOffers, logger),
    every(OPEN_TIME_MS, "roll open time forward", () => samtid.openTime.rollForward(), logger),
  ];
  return { relay, stop: () => Promise.all(sweeps.map((sweep) => sweep.stop())) };
}

type QueueName = (typeof QUEUE)[keyof typeof QUEUE];

/** By telephone nothing is sent. */
function isSent(channel: string): channel is keyof typeof QUEUE {
  return channel in QUEUE;
}

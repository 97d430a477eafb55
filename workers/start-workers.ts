import type { Samtid } from "../server/compose.ts";
import { createRelayDueMessages } from "../server/invitations/message-relay.ts";
import { EXPORT_QUEUE } from "../server/followup/figures/export-queue.ts";
import { HISTORY_QUEUE } from "../server/followup/history/history-queue.ts";
import { MESSAGE_QUEUE } from "../server/invitations/message-queues.ts";
import { createSendMessage, type SendMessage } from "../server/invitations/send-message.ts";
import { LinkChannel } from "../server/people/people.contract.ts";
import { createNotifications } from "../server/platform/database/notifications.ts";
import { every } from "../server/platform/every.ts";
import { gather } from "../server/platform/gather.ts";
import { createMailTransport } from "../server/platform/mail/mail-transport.ts";
import {
  createMailboxGateway,
  type MailboxGatewayOptions,
} from "../server/platform/mailbox/mailbox-gateway.ts";
import { openPrintFolder } from "../server/platform/print/print-folder.ts";
import type { BulkJob } from "../server/platform/queue/job.ts";
import { createQueues, type Queues } from "../server/platform/queue/queues.ts";
import { createSmsGateway, type SmsGatewayOptions } from "../server/platform/sms/sms-gateway.ts";
import { createApplyRetentionJob } from "./apply-retention.job.ts";
import { createBringInHistoryJob } from "./bring-in-history.job.ts";
import { createCountMonthsJob } from "./count-months.job.ts";
import { createMakeExportJob } from "./make-export.job.ts";
import { openChannels } from "./open-channels.ts";
import { createSendMessageJob } from "./send-message.job.ts";

const CONCURRENCY = 5;
const SWEEP_MS = 5_000;
const REMINDERS_MS = 30_000;
const PASS_ON_MS = 30_000;
const OFFERS_MS = 30_000;
const CALENDARS_MS = 30_000;
const OPEN_TIME_MS = 60 * 60_000;
const SEAL_MS = 15 * 60_000;
const RETENTION_MS = 15 * 60_000;
const EXPORTS_MS = 2_000;
const COUNT_MS = 15 * 60_000;

/** Workers at work. */
export interface RunningWorkers {
  /** Does at once what is done every so often; for who has a clock of their own. */
  sweep(): Promise<void>;
  /** Takes no more jobs and resolves when the running ones are done. */
  close(): Promise<void>;
}

/** Who takes what we send. */
export interface Outlets {
  readonly smtpUrl: string;
  /** Left out where there is no SMS gateway: other channels are tried instead. */
  readonly sms?: Pick<SmsGatewayOptions, "url" | "user" | "password"> | undefined;
  /** Left out where nobody carries messages to digital mailboxes. */
  readonly mailboxes?: Pick<MailboxGatewayOptions, "url" | "token"> | undefined;
}

/**
 * Starts what happens without anybody asking: messages are handed to their channel's queue as soon as they are committed and
 * again by a sweep, workers send them, reminders become messages when due, and what did not arrive is passed on to the
 * next channel.
 */
export async function startWorkers(
  samtid: Samtid,
  databaseUrl: string,
  { smtpUrl, sms, mailboxes }: Outlets,
): Promise<RunningWorkers> {
  const { config, logger } = samtid;
  const names = [...Object.values(MESSAGE_QUEUE), EXPORT_QUEUE, HISTORY_QUEUE] as const;
  const queues = await createQueues({ names, databaseUrl, redisUrl: config.REDIS_URL, logger });
  const mail = createMailTransport({ smtpUrl, from: config.MAIL_FROM });
  const channels = openChannels(samtid, {
    mail,
    sms: sms && createSmsGateway({ ...sms, from: config.SMS_FROM }),
    mailboxes: mailboxes && createMailboxGateway(mailboxes),
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
  for (const channel of LinkChannel.options)
    await queues.startWorker(MESSAGE_QUEUE[channel], createSendMessageJob({ sendMessage }), {
      concurrency: CONCURRENCY,
      limiter: { max: config.CHANNEL_PER_SECOND[channel], duration: 1_000 },
    });
  // One at a time: a file takes memory and the processor, and nobody waits for it at the table.
  await queues.startWorker(EXPORT_QUEUE, createMakeExportJob(samtid), { concurrency: 1 });
  await queues.startWorker(HISTORY_QUEUE, createBringInHistoryJob(samtid), { concurrency: 1 });
  const sweeps = startSweeps(samtid, queues, sendMessage);
  const notifications = createNotifications({ databaseUrl, logger });
  const enqueued = announcedMessages(queues);
  notifications.on("message_queued", (announced) => {
    const [channel = "", id = ""] = announced.split(" ");
    return isSent(channel) ? enqueued[channel](id) : undefined;
  });
  notifications.onReconnect(() => sweeps.relay.now());
  await notifications.start();

  return {
    sweep: sweeps.once,
    async close() {
      await notifications.stop();
      await sweeps.stop();
      await queues.close();
      mail.close();
    },
  };
}

/** Hands over at once what is announced at the same time. */
function announcedMessages(queues: Queues<QueueName>) {
  const into = (channel: keyof typeof MESSAGE_QUEUE) =>
    gather((ids: readonly string[]) => queues.enqueueAll(MESSAGE_QUEUE[channel], ids.map(jobOf)));
  return {
    email: into("email"),
    sms: into("sms"),
    digital_mailbox: into("digital_mailbox"),
    letter: into("letter"),
  } as const;
}

/** A message is in its queue once, whoever puts it there. */
const jobOf = (id: string): BulkJob => ({ payload: { id }, key: id });

function startSweeps(samtid: Samtid, queues: Queues<QueueName>, sendMessage: SendMessage) {
  const { repositories, clock, logger } = samtid;
  // A call whose time has come needs no queue: it is only written down.
  const makeCalls = async (ids: readonly string[]) => {
    for (const id of ids) await sendMessage(id);
  };
  const relayDueMessages = createRelayDueMessages({
    messages: repositories.messages,
    enqueue: async (channel, ids) => {
      if (!isSent(channel)) return makeCalls(ids);
      await queues.enqueueAll(MESSAGE_QUEUE[channel], ids.map(jobOf));
    },
    clock,
  });
  const { planReminders, passOnMessages, expireOffers, openTime, sealDays } = samtid;
  const relayExports = async () => {
    const waiting = await samtid.keepExports.listWaiting();
    if (waiting.length > 0) await queues.enqueueAll(EXPORT_QUEUE, waiting.map(jobOf));
  };
  // What is to be done is part of the key: a file that has been read through comes again to be brought in.
  const relayHistory = async () => {
    const waiting = await samtid.workHistoryUploads.listWaiting();
    const jobs = waiting.map(({ id, state }) => ({ payload: { id }, key: `${state}-${id}` }));
    if (jobs.length > 0) await queues.enqueueAll(HISTORY_QUEUE, jobs);
  };
  const relay = every(SWEEP_MS, "relay messages", relayDueMessages, logger);
  const sweeps = [
    relay,
    every(REMINDERS_MS, "plan reminders", planReminders, logger),
    every(PASS_ON_MS, "pass messages on", passOnMessages, logger),
    every(OFFERS_MS, "expire offers", expireOffers, logger),
    every(CALENDARS_MS, "read calendars elsewhere", samtid.refreshDueSources, logger),
    every(OPEN_TIME_MS, "roll open time forward", openTime.rollForward, logger),
    every(SEAL_MS, "seal the days of the trail", sealDays, logger),
    every(RETENTION_MS, "apply retention", createApplyRetentionJob(samtid), logger),
    every(EXPORTS_MS, "relay exports", relayExports, logger),
    every(EXPORTS_MS, "relay history", relayHistory, logger),
    every(COUNT_MS, "count figures", createCountMonthsJob(samtid), logger),
  ];
  return {
    relay,
    async once() {
      await openTime.rollForward();
      await expireOffers();
      await planReminders();
      await passOnMessages();
      await relayDueMessages();
      await relayExports();
      await relayHistory();
    },
    stop: () => Promise.all(sweeps.map((sweep) => sweep.stop())),
  };
}

type QueueName =
  (typeof MESSAGE_QUEUE)[keyof typeof MESSAGE_QUEUE] | typeof EXPORT_QUEUE | typeof HISTORY_QUEUE;

/** By telephone nothing is sent. */
function isSent(channel: string): channel is keyof typeof MESSAGE_QUEUE {
  return channel in MESSAGE_QUEUE;
}

import { channelsTo } from "../people/channel.ts";
import type { FindMeeting } from "../meetings/meeting-record.ts";
import type { Clock } from "../platform/clock.ts";
import type { Logger } from "../platform/logger.ts";
import type { Transactions, UnitOfWork } from "../platform/unit-of-work.ts";
import { asWhenRecalled, type ReadRecalls } from "../recalls/recall-record.ts";
import type { AnswersRepository } from "./answers.repository.ts";
import type { Channels, SendOutcome } from "./channels/channel.ts";
import { reachOf } from "./message-channel.ts";
import { decideMessage } from "./message-decision.ts";
import { presentAnswer } from "./present-answer.ts";
import { afterQuiet, isQuiet } from "./quiet-hours.ts";
import { isReminderOfNow } from "./reminders.ts";
import type { ClaimedMessage, MessagesRepository } from "./messages.repository.ts";

/** How long a worker may hold a message before another may take it to be lost. Longer than any channel takes to answer. */
const LEASE_MS = 60_000;
/** How long a message waits while another worker has an earlier one to the same participant in hand. */
const WAIT_MS = 5_000;
const FIRST_RETRY_MS = 5_000;
const LONGEST_RETRY_MS = 30 * 60_000;
/** A message that has cost workers their lives, or of which nobody knows whether it arrived, is set aside after so many. */
const MOST_ATTEMPTS = 20;

/**
 * Sends one message, once, whatever is asked how many times.
 *
 * The message is claimed under a lease; then, with the meeting held still against change, what this participant now
 * needs is decided and sent. Only a worker that dies between the channel's answer and our commit can cause a second copy,
 * which carries the same Message-ID or idempotency key; a letter is not printed twice.
 */
export type SendMessage = (messageId: string) => Promise<void>;

interface Dependencies {
  readonly messages: MessagesRepository;
  readonly findMeeting: FindMeeting;
  readonly answers: AnswersRepository;
  readonly recalls: ReadRecalls;
  readonly channels: Channels;
  readonly transactions: Transactions;
  readonly clock: Clock;
  readonly logger: Logger;
  /** Between 0 and 1, to spread retries. */
  readonly random: () => number;
}

export function createSendMessage(dependencies: Dependencies): SendMessage {
  const { messages, transactions, clock, logger } = dependencies;
  return async (messageId) => {
    const at = clock.now();
    const message = await messages.claim(messageId, at, new Date(at.getTime() + LEASE_MS));
    if (!message) return;
    await transactions.transaction(async (unitOfWork) => {
      if (!(await messages.holdStill(message, unitOfWork))) return;
      const outcome = await deliver(dependencies, message, unitOfWork);
      await keep(dependencies, message, outcome, unitOfWork);
      const { kind, channel, attempts } = message;
      logger.info({ messageId, kind, channel, attempts, outcome }, "message decided");
    });
  };
}

/** Not decided yet, or not to be sent now. */
interface Wait {
  readonly waitUntil: Date;
}

async function deliver(
  dependencies: Dependencies,
  message: ClaimedMessage,
  unitOfWork: UnitOfWork,
): Promise<SendOutcome | "superseded" | "given_up" | Wait> {
  const { messages, findMeeting, answers, recalls, channels, clock } = dependencies;
  const meeting = await findMeeting(message.meetingId, { unitOfWork });
  const participant = [...(meeting?.participants ?? []), ...(meeting?.formerParticipants ?? [])].find(
    ({ id }) => id === message.participantId,
  );
  if (!meeting || !participant) return "superseded";
  const latest = await answers.listLatest([meeting.id], unitOfWork);
  const own = latest.find(({ participantId }) => participantId === participant.id);
  const now = clock.now();
  const decision = decideMessage(
    {
      kind: message.kind,
      timeVersion: message.timeVersion,
      meeting,
      hasLeft: participant.leftAt !== null,
      isWithdrawn: (await recalls.listWithdrawn([participant.id], unitOfWork)).length > 0,
      answer: presentAnswer(own, meeting.timeVersion).status,
      others: await messages.listOthers(message, unitOfWork),
    },
    now,
  );
  const { kind } = message;
  if (decision.action === "wait") return { waitUntil: new Date(now.getTime() + WAIT_MS) };
  if (decision.action === "supersede" || !isReminderOfNow(kind, meeting, now)) return "superseded";
  if (kind.startsWith("reminder_") && isQuiet(now)) return { waitUntil: afterQuiet(now) };
  const notice = await recalls.findNotice(message.id, unitOfWork);
  const recipient = notice ? asWhenRecalled(meeting, participant, notice) : { meeting, participant };
  const { channel } = message;
  if (channel === "telephone" || !channelsTo(reachOf(recipient.participant, meeting)).includes(channel))
    return "no_address";
  if (message.mayHaveArrived && message.attempts > MOST_ATTEMPTS) return "given_up";
  return channels[channel].send({ messageId: message.id, kind: decision.kind, ...recipient, unitOfWork });
}

/** What comes of an attempt: ended, tried again later if nothing arrived, or left to its lease if something may have. */
async function keep(
  { messages, clock, random }: Dependencies,
  message: ClaimedMessage,
  outcome: Awaited<ReturnType<typeof deliver>>,
  unitOfWork: UnitOfWork,
): Promise<void> {
  const at = clock.now();
  if (typeof outcome === "object") {
    await messages.postpone(message.id, outcome.waitUntil, null, at, unitOfWork);
  } else if (outcome === "handed_over" || outcome === "superseded") {
    await messages.settle(message.id, { state: outcome, at }, unitOfWork);
  } else if (outcome === "unreachable") {
    const until = new Date(at.getTime() + retryDelayMs(message.attempts, random()));
    await messages.postpone(message.id, until, outcome, at, unitOfWork);
  } else if (outcome !== "unknown") {
    const failure = outcome === "given_up" ? "unknown" : outcome;
    await messages.settle(message.id, { state: "failed", failure, at }, unitOfWork);
  }
}

/** Exponential back-off with jitter: about 5, 10, 20 … seconds, at most half an hour. */
export function retryDelayMs(attempts: number, random: number): number {
  const delay = Math.min(FIRST_RETRY_MS * 2 ** (attempts - 1), LONGEST_RETRY_MS);
  return Math.round(delay * (0.75 + random / 2));
}

import { channelsTo } from "../people/channel.ts";
import { answererOf } from "../meetings/meeting-participants.ts";
import type { FindMeeting, MeetingRecord, ParticipantRecord } from "../meetings/meeting-record.ts";
import type { MessageKind } from "./invitations.contract.ts";
import type { Clock } from "../platform/clock.ts";
import type { Logger } from "../platform/logger.ts";
import type { Transactions, UnitOfWork } from "../platform/unit-of-work.ts";
import { asWhenRecalled, type ReadRecalls } from "../recalls/recall-record.ts";
import type { AnswersRepository } from "./answers.repository.ts";
import { neededByOf } from "./channel-order.ts";
import type { Channels, SendResult } from "./channels/channel.ts";
import { describeFault } from "./describe-fault.ts";
import { reachOf } from "./message-channel.ts";
import { decideMessage } from "./message-decision.ts";
import { presentAnswer } from "./present-answer.ts";
import { afterQuiet, isQuiet } from "./quiet-hours.ts";
import { mandateWait } from "./mandate-wait.ts";
import { isReminderOfNow, reminderTimeOf } from "./reminders.ts";
import { MOST_ATTEMPTS, MOST_FAULTS, nextTryAt } from "./retry.ts";
import type { ClaimedMessage, MessagesRepository } from "./messages.repository.ts";
import type { SetAsideRepository } from "./set-aside.repository.ts";
import type { SentTextsRepository } from "./sent-texts.repository.ts";
import { sentToOf, type SentTo } from "./sent-to.ts";
import { isDisqualified, isWithheld } from "./told-of.ts";

/** How long a worker may hold a message before another may take it to be lost. Longer than any channel takes to answer. */
const LEASE_MS = 60_000;
/** How long a message waits while another worker has an earlier one to the same participant in hand. */
const WAIT_MS = 5_000;

/**
 * Sends one message, once, whatever is asked how many times.
 *
 * The message is claimed under a lease; then, with the meeting held still against change, what this participant now
 * needs is decided and sent. Only a worker that dies between the channel's answer and our commit can cause a second copy,
 * which carries the same Message-ID or idempotency key; a letter is not printed twice.
 *
 * A message that can't be made, for a fault of ours or of its data, is tried again a few times and then set aside with what
 * the fault was: it holds no other up.
 */
export type SendMessage = (messageId: string) => Promise<void>;

interface Dependencies {
  readonly messages: MessagesRepository;
  readonly setAside: Pick<SetAsideRepository, "noteFault">;
  readonly sentTexts: Pick<SentTextsRepository, "keep">;
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
    let delivered: Delivered | undefined;
    try {
      await transactions.transaction(async (unitOfWork) => {
        if (!(await messages.holdStill(message, unitOfWork))) return;
        delivered = await deliver(dependencies, message, unitOfWork);
        await keep(dependencies, message, delivered, unitOfWork);
      });
    } catch (error) {
      // What was sent but not kept may have arrived: its lease decides.
      if (delivered) throw error;
      await noteFault(dependencies, message, error);
    }
    const { kind, channel, attempts } = message;
    logger.info({ messageId, kind, channel, attempts, outcome: delivered?.outcome }, "message decided");
  };
}

/** What was decided, and until when it is of use to try. */
type Delivered =
  | (SendResult & { readonly neededBy: Date; readonly sentTo?: SentTo | undefined })
  | { readonly outcome: "superseded" | "given_up" }
  /** It is time for somebody to call. */
  | { readonly outcome: "call" }
  /** Not decided yet, or not to be sent now. */
  | { readonly outcome: "wait"; readonly until: Date };

async function deliver(
  dependencies: Dependencies,
  message: ClaimedMessage,
  unitOfWork: UnitOfWork,
): Promise<Delivered> {
  const { messages, findMeeting, answers, recalls, channels, clock } = dependencies;
  const meeting = await findMeeting(message.meetingId, { unitOfWork });
  const participant = [...(meeting?.participants ?? []), ...(meeting?.formerParticipants ?? [])].find(
    ({ id }) => id === message.participantId,
  );
  if (!meeting || !participant || isDisqualified(participant, meeting)) return { outcome: "superseded" };
  if (isWithheld(message.kind, participant, meeting)) return { outcome: "superseded" };
  const latest = await answers.listLatest([meeting.id], unitOfWork);
  const own = latest.find(({ participantId }) => participantId === answererOf(meeting, participant));
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
  if (decision.action === "supersede") return { outcome: "superseded" };
  const held = heldBack({ kind: message.kind, meeting, participant }, now);
  if (held) return held;
  if (decision.action === "wait") return { outcome: "wait", until: new Date(now.getTime() + WAIT_MS) };
  const notice = message.kind === "recalled" ? await recalls.findNotice(message.id, unitOfWork) : undefined;
  const recipient = notice ? asWhenRecalled(meeting, participant, notice) : { meeting, participant };
  const { channel } = message;
  const neededBy = neededByOf(meeting);
  if (channel === "telephone") return { outcome: "call" };
  if (!channelsTo(reachOf(recipient.participant, meeting)).includes(channel))
    return { outcome: "no_address", neededBy };
  if (message.mayHaveArrived && message.tries > MOST_ATTEMPTS) return { outcome: "given_up" };
  // A handläggare's message leads to sign-in and is never recalled.
  const isRecallable = recipient.participant.role !== "handlaggare";
  const sentTo = (isRecallable && sentToOf(channel, recipient.participant)) || undefined;
  const outgoing = { messageId: message.id, kind: decision.kind, ...recipient, unitOfWork };
  return { ...(await channels[channel].send(outgoing)), neededBy, sentTo };
}

/** Why a message isn't sent now, whatever it depends on: its reader's mandate, its time, or the quiet of the night. */
function heldBack(
  {
    kind,
    meeting,
    participant,
  }: { kind: MessageKind; meeting: MeetingRecord; participant: ParticipantRecord },
  now: Date,
): Delivered | undefined {
  const mandate = mandateWait(participant, now);
  if (mandate === "over" || !isReminderOfNow(kind, reminderTimeOf(meeting, participant), now))
    return { outcome: "superseded" };
  if (mandate) return { outcome: "wait", until: mandate };
  return kind.startsWith("reminder_") && isQuiet(now)
    ? { outcome: "wait", until: afterQuiet(now) }
    : undefined;
}

/** What comes of an attempt: ended, tried again later if nothing arrived, or left to its lease if something may have. */
async function keep(
  { messages, sentTexts, clock, random }: Dependencies,
  message: ClaimedMessage,
  delivered: Delivered,
  unitOfWork: UnitOfWork,
): Promise<void> {
  const at = clock.now();
  const { id } = message;
  switch (delivered.outcome) {
    case "unknown":
      await messages.keepSentTo(id, delivered.sentTo, unitOfWork);
      return;
    case "wait":
      await messages.postpone(id, { until: delivered.until, at }, unitOfWork);
      return;
    case "call":
      await messages.settle(id, { state: "to_do", at }, unitOfWork);
      return;
    case "not_needed":
      await messages.settle(id, { state: "superseded", at }, unitOfWork);
      return;
    case "handed_over":
      await messages.settle(id, { state: "handed_over", sentTo: delivered.sentTo, at }, unitOfWork);
      if (delivered.words) await sentTexts.keep(id, delivered.words, unitOfWork);
      return;
    case "superseded":
      await messages.settle(id, { state: "superseded", at }, unitOfWork);
      return;
    case "given_up":
      await messages.settle(id, { state: "failed", failure: "unknown", at }, unitOfWork);
      return;
    case "unreachable": {
      const { outcome: failure, detail: error, neededBy, sentTo } = delivered;
      const until = nextTryAt({ at, tries: message.tries, neededBy }, random());
      await (until
        ? messages.postpone(id, { until, failure, error, sentTo, at }, unitOfWork)
        : messages.settle(id, { state: "failed", failure, error, sentTo, at }, unitOfWork));
      return;
    }
    default: {
      const { outcome: failure, detail: error, sentTo } = delivered;
      await messages.settle(id, { state: "failed", failure, error, sentTo, at }, unitOfWork);
    }
  }
}

/** The transaction is rolled back, so the fault is kept in one of its own. */
async function noteFault(
  { setAside, clock, random, logger }: Dependencies,
  message: ClaimedMessage,
  thrown: unknown,
): Promise<void> {
  const at = clock.now();
  const error = describeFault(thrown);
  const retryAt = (faults: number) =>
    faults < MOST_FAULTS ? nextTryAt({ at, tries: faults, neededBy: null }, random()) : null;
  await setAside.noteFault(message, { error, retryAt, at });
  const { id: messageId, kind, channel, attempts } = message;
  logger.warn({ messageId, kind, channel, attempts, fault: error }, "message could not be made");
}

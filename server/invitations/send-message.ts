import type { FindMeeting, MeetingRecord, ParticipantRecord } from "../meetings/meeting-record.ts";
import type { Clock } from "../platform/clock.ts";
import type { Logger } from "../platform/logger.ts";
import type { MailTransport } from "../platform/mail/mail-transport.ts";
import { SendFailure } from "../platform/mail/send-failure.ts";
import type { Transactions, UnitOfWork } from "../platform/unit-of-work.ts";
import { asWhenRecalled, type ReadRecalls } from "../recalls/recall-record.ts";
import type { AnswersRepository } from "./answers.repository.ts";
import type { ComposeMessage } from "./compose-message.ts";
import type { MessageKind } from "./invitations.contract.ts";
import type { LinksRepository } from "./links.repository.ts";
import { decideMessage } from "./message-decision.ts";
import { presentAnswer } from "./present-answer.ts";
import type { ClaimedMessage, MessagesRepository } from "./messages.repository.ts";

/** How long a worker may hold a message before another may take it to be lost. Longer than an SMTP conversation. */
const LEASE_MS = 60_000;
/** How long a message waits while another worker has an earlier one to the same participant in hand. */
const WAIT_MS = 5_000;
const FIRST_RETRY_MS = 5_000;
const LONGEST_RETRY_MS = 30 * 60_000;

/**
 * Sends one message, once, whatever is asked how many times.
 *
 * The message is claimed under a lease; then, with the meeting held still against change, what this participant now
 * needs is decided and sent. Only a worker that dies between the mail server's "250" and our commit can cause a
 * second copy, which carries the same Message-ID.
 */
export type SendMessage = (messageId: string) => Promise<void>;

interface Dependencies {
  readonly messages: MessagesRepository;
  readonly findMeeting: FindMeeting;
  readonly answers: AnswersRepository;
  readonly links: LinksRepository;
  readonly recalls: ReadRecalls;
  readonly compose: ComposeMessage;
  readonly mail: Pick<MailTransport, "send">;
  readonly transactions: Transactions;
  readonly clock: Clock;
  readonly logger: Logger;
  /** Between 0 and 1, to spread retries. */
  readonly random: () => number;
  readonly mailDomain: string;
}

export function createSendMessage(dependencies: Dependencies): SendMessage {
  const { messages, transactions, clock, logger } = dependencies;
  return async (messageId) => {
    const at = clock.now();
    const message = await messages.claim(messageId, at, new Date(at.getTime() + LEASE_MS));
    if (!message) return;
    await transactions.transaction(async (unitOfWork) => {
      if (!(await messages.holdStill(message, unitOfWork))) return;
      try {
        const outcome = await deliver(dependencies, message, unitOfWork);
        const now = clock.now();
        if (outcome === "wait")
          await messages.postpone(message.id, new Date(now.getTime() + WAIT_MS), null, now, unitOfWork);
        else await messages.settle(message.id, { state: outcome, at: now }, unitOfWork);
        logger.info({ messageId, kind: message.kind, outcome }, "message decided");
      } catch (error) {
        if (!(error instanceof SendFailure)) throw error;
        logger.warn({ messageId, failure: error.kind, attempts: message.attempts }, "message not sent");
        await keepForLater(dependencies, message, error, unitOfWork);
      }
    });
  };
}

async function deliver(
  dependencies: Dependencies,
  message: ClaimedMessage,
  unitOfWork: UnitOfWork,
): Promise<"handed_over" | "superseded" | "wait"> {
  const { messages, findMeeting, answers, recalls } = dependencies;
  const meeting = await findMeeting(message.meetingId, { unitOfWork });
  const participant = [...(meeting?.participants ?? []), ...(meeting?.formerParticipants ?? [])].find(
    ({ id }) => id === message.participantId,
  );
  if (!meeting || !participant) return "superseded";
  const latest = await answers.listLatest([meeting.id], unitOfWork);
  const own = latest.find(({ participantId }) => participantId === participant.id);
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
    dependencies.clock.now(),
  );
  if (decision.action === "wait") return "wait";
  if (decision.action === "supersede") return "superseded";
  const notice = await recalls.findNotice(message.id, unitOfWork);
  const recipient = notice ? asWhenRecalled(meeting, participant, notice) : { meeting, participant };
  return handOver(dependencies, { message, kind: decision.kind, ...recipient }, unitOfWork);
}

async function handOver(
  { links, compose, mail, mailDomain }: Dependencies,
  {
    message,
    kind,
    meeting,
    participant,
  }: {
    message: ClaimedMessage;
    kind: MessageKind;
    meeting: MeetingRecord;
    participant: ParticipantRecord;
  },
  unitOfWork: UnitOfWork,
): Promise<"handed_over" | "superseded"> {
  if (!participant.email) return "superseded";
  const hasLink = participant.role !== "handlaggare" && kind !== "recalled";
  const token = hasLink ? await links.tokenFor(participant.id, unitOfWork) : undefined;
  const composed = await compose({ kind, meeting, participant, token, unitOfWork });
  await mail.send({ to: participant.email, messageId: `<${message.id}@${mailDomain}>`, ...composed });
  return "handed_over";
}

/** After a failure: given up if final, tried again later if nothing arrived, left to its lease if something may have. */
async function keepForLater(
  { messages, clock, random }: Dependencies,
  message: ClaimedMessage,
  failure: SendFailure,
  unitOfWork: UnitOfWork,
): Promise<void> {
  const at = clock.now();
  if (failure.kind === "permanent") {
    await messages.settle(message.id, { state: "failed", failure: "refused", at }, unitOfWork);
  } else if (failure.kind === "transient") {
    const until = new Date(at.getTime() + retryDelayMs(message.attempts, random()));
    await messages.postpone(message.id, until, "unreachable", at, unitOfWork);
  }
}

/** Exponential back-off with jitter: about 5, 10, 20 … seconds, at most half an hour. */
export function retryDelayMs(attempts: number, random: number): number {
  const delay = Math.min(FIRST_RETRY_MS * 2 ** (attempts - 1), LONGEST_RETRY_MS);
  return Math.round(delay * (0.75 + random / 2));
}

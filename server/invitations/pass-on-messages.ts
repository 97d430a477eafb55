import { answererOf } from "../meetings/meeting-participants.ts";
import type { FindMeeting } from "../meetings/meeting-record.ts";
import type { LinkChannel, MessageChannel } from "../people/people.contract.ts";
import type { Clock } from "../platform/clock.ts";
import type { Logger } from "../platform/logger.ts";
import { severalAtOnce } from "../platform/several-at-once.ts";
import type { Transactions, UnitOfWork } from "../platform/unit-of-work.ts";
import type { ReadRecalls } from "../recalls/recall-record.ts";
import type { AnswersRepository } from "./answers.repository.ts";
import { channelsFor, KINDS_AN_ANSWER_PROVES, KINDS_THAT_NEED_PROOF, neededByOf } from "./channel-order.ts";
import type {
  ProofRules,
  MessageProgressRepository,
  UnprovenMessage,
} from "./message-progress.repository.ts";
import { reachOf } from "./message-channel.ts";
import { decideMessage } from "./message-decision.ts";
import type { MessagesRepository } from "./messages.repository.ts";
import { presentAnswer } from "./present-answer.ts";
import { isQuiet } from "./quiet-hours.ts";
import { mandateWait } from "./mandate-wait.ts";
import { isReminderOfNow, reminderTimeOf } from "./reminders.ts";

const SWEEP_LIMIT = 1_000;
/** Leaves connections for those who send. */
const AT_ONCE = 4;
const HOUR_MS = 60 * 60_000;

/**
 * Tries the next channel for what has failed for good, or has no proof of arrival within its channel's time, if it is
 * still true and the person has not answered. Not in the quiet hours. May run as often as one likes, in several
 * processes: each message is passed on once.
 */
export type PassOnMessages = () => Promise<void>;

interface Dependencies {
  readonly messages: MessagesRepository;
  readonly progress: MessageProgressRepository;
  readonly findMeeting: FindMeeting;
  readonly answers: AnswersRepository;
  readonly recalls: Pick<ReadRecalls, "listWithdrawn">;
  readonly transactions: Transactions;
  readonly clock: Clock;
  readonly logger: Logger;
  /** How long each channel is given to prove that a message arrived. */
  readonly proofHours: Readonly<Record<LinkChannel, number>>;
}

export function createPassOnMessages(dependencies: Dependencies): PassOnMessages {
  const { progress, transactions, clock, logger, proofHours } = dependencies;
  return async () => {
    const now = clock.now();
    if (isQuiet(now)) return;
    const before = (hours: number) => new Date(now.getTime() - hours * HOUR_MS);
    const rules: ProofRules = {
      now,
      provenSince: {
        email: before(proofHours.email),
        sms: before(proofHours.sms),
        digital_mailbox: before(proofHours.digital_mailbox),
        letter: before(proofHours.letter),
      },
      kindsThatNeedProof: KINDS_THAT_NEED_PROOF,
    };
    await severalAtOnce(AT_ONCE, await progress.listUnproven(rules, SWEEP_LIMIT), (unproven) =>
      transactions.transaction(async (unitOfWork) => {
        const message = await progress.holdUnproven(unproven, rules, unitOfWork);
        if (!message) return;
        const next = await decideNext(dependencies, message, now, unitOfWork);
        if (next === "wait") return;
        if (next) await dependencies.messages.insert([{ ...message, channel: next }], now, unitOfWork);
        await progress.markPassedOn(message.id, now, unitOfWork);
        const { id: messageId, kind, channel: from } = message;
        logger.info({ messageId, kind, from, to: next }, "message passed on");
      }),
    );
  };
}

/** The channel to try, `undefined` when there is none or nothing more to tell, `wait` when that can't be known yet. */
async function decideNext(
  { messages, progress, findMeeting, answers, recalls }: Dependencies,
  message: UnprovenMessage,
  now: Date,
  unitOfWork: UnitOfWork,
): Promise<MessageChannel | "wait" | undefined> {
  const meeting = await findMeeting(message.meetingId, { unitOfWork });
  const participant = [...(meeting?.participants ?? []), ...(meeting?.formerParticipants ?? [])].find(
    ({ id }) => id === message.participantId,
  );
  if (!meeting || !participant) return undefined;
  const { kind } = message;
  const notBefore = mandateWait(participant, now);
  if (notBefore) return notBefore === "over" ? undefined : "wait";
  const latest = await answers.listLatest([meeting.id], unitOfWork);
  const own = latest.find(({ participantId }) => participantId === answererOf(meeting, participant));
  const answer = presentAnswer(own, meeting.timeVersion).status;
  if (KINDS_AN_ANSWER_PROVES.includes(kind) && answer !== "needs-action") return undefined;
  const decision = decideMessage(
    {
      kind,
      timeVersion: message.timeVersion,
      meeting,
      hasLeft: participant.leftAt !== null,
      isWithdrawn: (await recalls.listWithdrawn([participant.id], unitOfWork)).length > 0,
      answer,
      others: await messages.listOthers(message, unitOfWork),
    },
    now,
  );
  if (decision.action === "wait") return "wait";
  const isOfNow = isReminderOfNow(kind, reminderTimeOf(meeting, participant), now);
  if (decision.action === "supersede" || !isOfNow) return undefined;
  const channels = channelsFor(
    { kind, person: reachOf(participant, meeting), neededBy: neededByOf(meeting) },
    now,
  );
  const tried = await progress.listTried(message, unitOfWork);
  return channels.find((channel) => !tried.includes(channel));
}

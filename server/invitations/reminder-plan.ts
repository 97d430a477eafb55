import { individualOf } from "../meetings/meeting-participants.ts";
import type { MeetingRecord, ParticipantRecord } from "../meetings/meeting-record.ts";
import { channelsFor } from "./channel-order.ts";
import type { AnswerStatus } from "./invitations.contract.ts";
import { mandateWait } from "./mandate-wait.ts";
import { reachOf } from "./message-channel.ts";
import { decideMessage } from "./message-decision.ts";
import type { MessageRecord } from "./messages.repository.ts";
import { afterQuiet } from "./quiet-hours.ts";
import type { ReminderView } from "./reminder-plan.contract.ts";
import { reminderPlanOf, reminderTimeOf, type PlannedReminder } from "./reminders.ts";

/** What the plan of a meeting's reminders is read from. */
export interface ReminderFacts {
  readonly meeting: MeetingRecord;
  /** All that was written to its participants. */
  readonly messages: readonly MessageRecord[];
  /** Of what was sent to the wrong person. */
  readonly recalledMessageIds: readonly string[];
  /** Those whose messages were recalled and who have no new link. */
  readonly withoutLink: readonly string[];
  /** The individual's answer to the present time. */
  readonly answer: AnswerStatus;
}

type Fate = Pick<ReminderView, "at" | "channel" | "state" | "sentAt" | "why">;

/**
 * Which reminders of a booked meeting go when, to whom and by which way first, what has been sent, and why one isn't: by the rules
 * that plan, address and decide messages when they are sent, asked in advance. None for a meeting that isn't booked.
 */
export function presentReminders(facts: ReminderFacts, now: Date): ReminderView[] {
  const { meeting } = facts;
  if (meeting.status !== "booked") return [];
  const reminded = meeting.participants.filter(
    ({ role }) => role === "individual" || role === "representative",
  );
  return reminded
    .flatMap((participant) =>
      reminderPlanOf(reminderTimeOf(meeting, participant)).map((reminder) => ({
        kind: reminder.kind,
        participantId: participant.id,
        recipientName: participant.name,
        insteadOf: reminder.insteadOf?.toISOString() ?? null,
        ...fateOf({ ...facts, participant, reminder }, now),
      })),
    )
    .sort((a, b) => ORDER.indexOf(a.kind) - ORDER.indexOf(b.kind));
}

const ORDER: readonly ReminderView["kind"][] = ["reminder_week", "reminder_day", "reminder_hour"];

interface Asked extends ReminderFacts {
  readonly participant: ParticipantRecord;
  readonly reminder: PlannedReminder;
}

function fateOf(asked: Asked, now: Date): Fate {
  const { meeting, messages, participant, reminder } = asked;
  const written = messages.filter(
    ({ participantId, kind, timeVersion }) =>
      participantId === participant.id && kind === reminder.kind && timeVersion === meeting.timeVersion,
  );
  const at = reminder.dueAt.toISOString();
  const sent = written.find(({ state }) => state === "handed_over");
  if (sent) {
    const sentAt = (sent.progress.handedOverAt ?? sent.changedAt).toISOString();
    return { at, channel: sent.channel, state: "sent", sentAt, why: null };
  }
  const underway = written.find(({ state }) => state === "queued" || state === "sending");
  if (underway) return { at, channel: underway.channel, state: "on_its_way", sentAt: null, why: null };
  const { goesAt, channel, why } = forecast(asked, now);
  const failed = written.some(({ state }) => state === "failed") ? "failed" : null;
  const reason = failed ?? why ?? (written.length > 0 ? "too_late" : null);
  if (reason) return { at, channel: null, state: "not_sent", sentAt: null, why: reason };
  return { at: goesAt.toISOString(), channel, state: "planned", sentAt: null, why: null };
}

/** From when a reminder that isn't written yet goes, by which way first, or why it doesn't. */
function forecast(
  asked: Asked,
  now: Date,
): { goesAt: Date; channel: ReminderView["channel"]; why: ReminderView["why"] } {
  const { meeting, participant, reminder } = asked;
  const { kind, dueAt, uselessAt } = reminder;
  const wait = mandateWait(participant, dueAt);
  const goesAt = wait instanceof Date ? afterQuiet(wait) : dueAt;
  const person = reachOf(participant, meeting);
  const [channel = null] = channelsFor({ kind, person, neededBy: meeting.startsAt }, dueAt);
  const isProtected = [participant, individualOf(meeting)].some(
    ({ role, protection }) => role !== "handlaggare" && protection !== "none",
  );
  const untrue = whyUntrue(asked);
  const whys = [
    [reminder.isCaughtUp, "told_late"],
    [isProtected, "protected"],
    [!channel, "no_channel"],
    [wait === "over" || goesAt >= uselessAt, "mandate"],
    [untrue !== null, untrue],
    [now >= uselessAt, "too_late"],
  ] as const;
  return { goesAt, channel, why: whys.find(([holds]) => holds)?.[1] ?? null };
}

/** Why the sender would find that the reminder has become untrue, if nothing changes until its moment. */
function whyUntrue(asked: Asked): ReminderView["why"] {
  const { meeting, messages, recalledMessageIds, withoutLink, answer, participant, reminder } = asked;
  const isWithdrawn = withoutLink.includes(participant.id);
  const others = messages
    .filter(({ id, participantId }) => participantId === participant.id && !recalledMessageIds.includes(id))
    .filter(({ kind }) => kind !== reminder.kind && kind !== "recalled")
    // What is in the queue will have arrived by then.
    .map(({ kind, state }) => ({
      kind,
      state: state === "queued" || state === "sending" ? ("handed_over" as const) : state,
      mayHaveArrived: false,
    }));
  const { kind, dueAt } = reminder;
  const { timeVersion } = meeting;
  const decision = decideMessage(
    { kind, timeVersion, meeting, hasLeft: false, isWithdrawn, answer, others },
    dueAt,
  );
  if (decision.action !== "supersede") return null;
  if (isWithdrawn) return "recalled";
  return answer === "declined" ? "declined" : "not_told";
}

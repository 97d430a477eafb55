import { expectedOf, keyOf } from "./oracle.ts";
import type { MeetingFacts, MessageFacts } from "./final-facts.ts";
import type { Change } from "./play-year.ts";
import type { Arrival } from "./year-post.ts";

/** What came out of Samtid in a year. */
export interface Arrived {
  readonly mails: readonly Arrival[];
  readonly sms: readonly Arrival[];
  readonly letters: readonly Arrival[];
}

/** Messages held against what there should be. */
export interface YearCount {
  readonly messages: number;
  readonly byChannel: Readonly<Record<string, number>>;
  /** There should be, and were not sent. */
  readonly missing: readonly string[];
  /** Were sent, and should not be. */
  readonly unexpected: readonly string[];
  /** Arrived more than once. */
  readonly twice: readonly string[];
  /** Begun to be sent when what they say had ceased to be so. */
  readonly stale: readonly string[];
  /** May be or not be, for two things happened at the same step. */
  readonly undecided: number;
}

const SENT = ["handed_over", "to_do", "done", "failed"];
const TELLS_OF_ITS_TIME = ["offer", "invitation", "moved", "reminder_week", "reminder_day", "reminder_hour"];

export function countYear(
  { meetings, messages }: { meetings: readonly MeetingFacts[]; messages: readonly MessageFacts[] },
  arrived: Arrived,
  { changes, steps }: { changes: readonly Change[]; steps: readonly number[] },
): YearCount {
  const must = new Set<string>();
  const may = new Set<string>();
  for (const meeting of meetings) {
    const expected = expectedOf(meeting, steps);
    expected.must.forEach((key) => must.add(key));
    expected.may.forEach((key) => may.add(key));
  }
  const sent = messages.filter(({ state }) => SENT.includes(state));
  const keys = new Map(sent.map((message) => [keyOf(message), message]));
  const byId = new Map(messages.map((message) => [message.id, message]));
  const all = [...arrived.mails, ...arrived.sms, ...arrived.letters];
  const copies = new Map<string, number>();
  for (const { messageId } of all) copies.set(messageId, (copies.get(messageId) ?? 0) + 1);
  const lost = sent.filter(
    ({ id, channel, state }) => state === "handed_over" && channel !== "telephone" && !copies.has(id),
  );
  const unknown = [...copies.keys()].filter((id) => !SENT.includes(byId.get(id)?.state ?? ""));
  return {
    messages: sent.length,
    byChannel: Object.fromEntries(
      ["email", "sms", "letter", "telephone"].map((channel) => [
        channel,
        sent.filter((one) => one.channel === channel).length,
      ]),
    ),
    missing: [
      ...[...must].filter((key) => !keys.has(key)).map((key) => `${key} (${courseOf(key, messages)})`),
      ...lost.map((message) => `lost: ${keyOf(message)}`),
    ],
    unexpected: [
      ...[...keys.keys()].filter((key) => !must.has(key) && !may.has(key)),
      ...unknown.map((id) => `unknown: ${id}`),
    ],
    twice: [...copies].filter(([, count]) => count > 1).map(([id]) => id),
    stale: staleOf(all, byId, changes),
    undecided: [...may].filter((key) => !must.has(key)).length,
  };
}

/** What became of the participant's other messages, for who must find out why one is missing. */
function courseOf(key: string, messages: readonly MessageFacts[]): string {
  const at = (ms: number) => new Date(ms).toISOString();
  return messages
    .filter(({ participantId }) => key.startsWith(participantId))
    .sort((a, b) => a.queuedAt - b.queuedAt)
    .map(
      ({ version, kind, channel, state, queuedAt, changedAt }) =>
        `v${version} ${kind} ${channel} queued ${at(queuedAt)}, ${state} ${at(changedAt)}`,
    )
    .join("; ");
}

/** What was begun after the commit of the change that made it untrue, on the machine's clock. */
function staleOf(
  arrivals: readonly Arrival[],
  byId: ReadonlyMap<string, MessageFacts>,
  changes: readonly Change[],
): string[] {
  const committed = new Map<string, number[]>();
  for (const { meetingId, committedMs } of changes)
    committed.set(meetingId, [...(committed.get(meetingId) ?? []), committedMs]);
  return arrivals.flatMap(({ messageId, beganMs }) => {
    const message = byId.get(messageId);
    if (!message || !TELLS_OF_ITS_TIME.includes(message.kind)) return [];
    // Of an offer the first change is the choice, which gives it its second version.
    const isOfferedFirst = (committed.get(message.meetingId)?.length ?? 0) < message.version;
    const nextChange = committed.get(message.meetingId)?.[message.version - (isOfferedFirst ? 1 : 0)];
    return nextChange !== undefined && beganMs > nextChange ? [keyOf(message)] : [];
  });
}

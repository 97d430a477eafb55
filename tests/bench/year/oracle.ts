import {
  dateAt,
  instantOf,
  minutesAt,
  plusDays,
  workingDayBefore,
  workingDaysUntil,
} from "./oracle-calendar.ts";
import type { ParticipantFacts, MeetingFacts } from "./final-facts.ts";

/**
 * Which messages there should be of a meeting, computed anew from what happened to it: written from the words, using nothing of
 * the product's planning. What depends on the order of two things that happened at the same step of the clock may be or not be.
 */
export interface Expected {
  readonly must: ReadonlySet<string>;
  readonly may: ReadonlySet<string>;
}

/** What a message is, apart from its id. */
export function keyOf(message: {
  participantId: string;
  version: number;
  kind: string;
  channel: string;
}): string {
  return `${message.participantId} v${message.version} ${message.kind} ${message.channel}`;
}

const HOUR_MS = 60 * 60_000;
const PROOF_HOURS: Record<string, number> = { email: 48, sms: 24, letter: 168 };
const NEEDS_PROOF = ["offer", "invitation", "moved", "cancellation"];
const AN_ANSWER_PROVES = ["offer", "invitation", "moved"];
const LETTER_WORKING_DAYS = 4;
/** When handläggare call, on days when they work. */
const CALLING_MINUTES = [11 * 60, 16 * 60];
const REST_MS = 12 * HOUR_MS;

/** A stretch of the meeting's life in which nothing changed. Milliseconds. */
interface Phase {
  readonly status: "draft" | "offered" | "booked";
  readonly version: number;
  readonly from: number;
  until: number;
  readonly startsAt: number;
}

/** Something to be told, until when it is of use, and when it is true. */
interface Telling {
  readonly kind: string;
  readonly version: number;
  readonly at: number;
  readonly neededBy: number;
  isTrueAt(ms: number): boolean;
}

export function expectedOf(meeting: MeetingFacts, steps: readonly number[]): Expected {
  const must = new Set<string>();
  const may = new Set<string>();
  const individual = meeting.participants.find(({ role }) => role === "individual")!;
  const staff = meeting.participants.filter(({ role }) => role !== "individual");
  const at = { individual, meeting, steps, must, may };
  for (const { telling, to } of tellingsOf(meeting)) {
    for (const { id } of staff.filter(to))
      must.add(keyOf({ participantId: id, version: telling.version, kind: telling.kind, channel: "email" }));
    if (to(individual))
      follow(
        at,
        telling,
        { tried: [], channel: firstChannel(individual, telling), sentAts: [telling.at] },
        true,
      );
  }
  for (const telling of remindersOf(meeting, steps)) {
    const channel = channelsFor(individual, telling, telling.at)[0];
    const isSure = !meeting.instants.has(telling.at);
    if (channel) follow(at, telling, { tried: [], channel, sentAts: [telling.at] }, isSure);
  }
  return { must, may };
}

type Recipients = (participant: ParticipantFacts) => boolean;
const everybody: Recipients = () => true;

function* tellingsOf(meeting: MeetingFacts): Generator<{ telling: Telling; to: Recipients }> {
  const askers: Recipients = ({ organisationId }) => organisationId === meeting.bookedBy;
  const confirmers: Recipients = ({ organisationId }) =>
    organisationId !== null && !askers({ organisationId } as ParticipantFacts);
  const phases = phasesOf(meeting);
  const last = phases.at(-1)!;
  const always = { neededBy: last.startsAt, isTrueAt: (ms: number) => ms < last.startsAt };
  for (const [index, { kind, at }] of meeting.events.entries()) {
    const phase = phases.find(({ from }) => from === at);
    const version = (phase ?? last).version;
    const ofPhase = phase && {
      neededBy: phase.status === "offered" ? Math.min(meeting.answerBy!, phase.startsAt) : phase.startsAt,
      isTrueAt: (ms: number) =>
        phase.from <= ms &&
        ms < phase.until &&
        ms < (phase.status === "offered" ? meeting.answerBy! : phase.startsAt),
    };
    const tell = (told: string, to = everybody) => ({
      telling: { kind: told, version, at, ...(ofPhase ?? always) },
      to,
    });
    if (kind === "drafted") yield tell("confirmation_request", confirmers);
    else if (kind === "rejected") yield tell("confirmation_rejected", askers);
    else if (kind === "not_answered") yield tell("confirmation_expired", askers);
    else if (kind === "booked" || kind === "offered" || kind === "confirmed")
      yield tell(phase?.status === "offered" ? "offer" : "invitation");
    else if (kind === "chosen") yield tell("invitation");
    else if (kind === "moved") yield tell("moved");
    else if (kind === "cancelled") yield tell("cancellation");
    else if (kind === "offer_expired" || kind === "offer_withdrawn") yield tell(kind);
    else if (!["answered", "held", "not_held"].includes(kind))
      throw new Error(`Unknown event ${index}: ${kind}`);
  }
}

function phasesOf({ events, times, answerBy }: MeetingFacts): Phase[] {
  const phases: Phase[] = [];
  const end = (at: number) => {
    const last = phases.at(-1);
    if (last) last.until = Math.min(last.until, at);
  };
  for (const { kind, at } of events) {
    const version = phases.at(-1)?.version ?? 1;
    const begin = (status: Phase["status"], next: number) => {
      end(at);
      phases.push({ status, version: next, from: at, until: Infinity, startsAt: times.get(next)! });
    };
    if (kind === "drafted") begin("draft", 1);
    else if (kind === "offered" || (kind === "confirmed" && answerBy !== null)) begin("offered", 1);
    else if (kind === "booked" || kind === "confirmed") begin("booked", 1);
    else if (kind === "chosen" || kind === "moved") begin("booked", version + 1);
    else if (kind !== "answered") end(at);
  }
  return phases;
}

/** A week, a working day and an hour before, at the first step of the clock from when each is due. */
function* remindersOf(meeting: MeetingFacts, steps: readonly number[]): Generator<Telling> {
  for (const phase of phasesOf(meeting)) {
    if (phase.status !== "booked") continue;
    const { startsAt, from, until, version } = phase;
    const startsOn = dateAt(startsAt);
    const week = instantOf(plusDays(startsOn, -7), "09:00");
    const day = instantOf(workingDayBefore(startsOn), "09:00");
    const hour = outsideQuiet(startsAt - HOUR_MS);
    const plan = [
      { kind: "reminder_week", due: week, useless: day, early: REST_MS },
      { kind: "reminder_day", due: day, useless: hour, early: REST_MS },
      { kind: "reminder_hour", due: hour, useless: startsAt, early: 0 },
    ];
    for (const { kind, due, useless, early } of plan) {
      if (due <= from + early) continue;
      const at = firstStep(steps, due);
      const isTrueAt = (ms: number) =>
        ms >= from && ms <= until && ms < useless && answerAt(meeting, version, ms) !== "declined";
      if (isTrueAt(at)) yield { kind, version, at, neededBy: startsAt, isTrueAt };
    }
  }
}

/** Not from 20 to 8: what falls there comes at 19 on the evening before. */
function outsideQuiet(ms: number): number {
  const minutes = minutesAt(ms);
  if (minutes >= 8 * 60 && minutes < 20 * 60) return ms;
  return instantOf(minutes < 8 * 60 ? plusDays(dateAt(ms), -1) : dateAt(ms), "19:00");
}

function firstStep(steps: readonly number[], from: number): number {
  let [low, high] = [0, steps.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (steps[middle]! < from) low = middle + 1;
    else high = middle;
  }
  return steps[low] ?? Infinity;
}

/** The answer for a version as it stood at an instant, that instant's own included. */
function answerAt({ answers }: MeetingFacts, version: number, ms: number): string | undefined {
  return answers.filter((answer) => answer.at <= ms).findLast((answer) => answer.version === version)?.status;
}

/** In the usual order; no letter that would come too late, reminders by what arrives at once, the last one by SMS if it can. */
function channelsFor(person: ParticipantFacts, { kind, neededBy }: Telling, ms: number): string[] {
  if (person.isProtected) return kind.startsWith("reminder") ? [] : ["telephone"];
  const electronic = [...(person.email ? ["email"] : []), ...(person.phone ? ["sms"] : [])];
  if (kind === "reminder_hour") return electronic.sort((a, b) => b.localeCompare(a));
  if (kind.startsWith("reminder")) return electronic;
  const isInTime = workingDaysUntil(dateAt(ms), dateAt(neededBy)) > LETTER_WORKING_DAYS;
  return [...electronic, ...(person.hasAddress && isInTime ? ["letter"] : []), "telephone"];
}

function firstChannel(person: ParticipantFacts, telling: Telling): string {
  return channelsFor(person, telling, telling.at)[0]!;
}

interface Going {
  readonly individual: ParticipantFacts;
  readonly meeting: MeetingFacts;
  readonly steps: readonly number[];
  readonly must: Set<string>;
  readonly may: Set<string>;
}

/** A message and what it leads to by other channels. When there is doubt about when it was sent, all instants are followed. */
function follow(
  going: Going,
  telling: Telling,
  { tried, channel, sentAts }: { tried: readonly string[]; channel: string; sentAts: readonly number[] },
  isSure: boolean,
): void {
  const { individual, meeting, steps, must, may } = going;
  const { kind, version } = telling;
  const key = keyOf({ participantId: individual.id, version, kind, channel });
  const isMade = channel !== "telephone" || sentAts.every((sentAt) => isQuietUntilCalls(going, sentAt));
  (isSure && isMade ? must : may).add(key);
  const laterAts = sentAts.flatMap((sentAt) => nextAts(individual, kind, channel, sentAt, steps));
  if (laterAts.length === 0) return;
  const used = [...tried, channel];
  const earliest = Math.min(...sentAts);
  const nextOf = (ms: number) => {
    const opened = meeting.opened.some((at) => at >= earliest && at <= ms);
    const answered = AN_ANSWER_PROVES.includes(kind) && answerAt(meeting, version, ms) !== undefined;
    if (ms === Infinity || opened || answered || !telling.isTrueAt(ms)) return undefined;
    return channelsFor(individual, telling, ms).find((each) => !used.includes(each));
  };
  const nexts = new Map<string | undefined, number[]>();
  for (const ms of new Set(laterAts)) nexts.set(nextOf(ms), [...(nexts.get(nextOf(ms)) ?? []), ms]);
  const isSureNext = isSure && nexts.size === 1 && !laterAts.some((ms) => meeting.instants.has(ms));
  for (const [next, ats] of nexts)
    if (next) follow(going, telling, { tried: used, channel: next, sentAts: ats }, isSureNext);
}

/** Whether nothing happened to the meeting before somebody calls: a call that has become needless is not made. */
function isQuietUntilCalls({ meeting, steps }: Going, sentAt: number): boolean {
  const calledAt = steps.find((ms) => ms > sentAt && CALLING_MINUTES.includes(minutesAt(ms))) ?? Infinity;
  return ![...meeting.instants].some((ms) => ms > sentAt && ms <= calledAt);
}

/** When the next channel is tried: at once when this one fails (now or at the next step), or when it has had its time. */
function nextAts(
  { email, phone }: ParticipantFacts,
  kind: string,
  channel: string,
  sentAt: number,
  steps: readonly number[],
): number[] {
  if ((channel === "email" && email === "refused") || (channel === "sms" && phone === "failing"))
    return [sentAt, firstStep(steps, sentAt + 1)];
  const hours = PROOF_HOURS[channel];
  if (channel === "sms" || hours === undefined || !NEEDS_PROOF.includes(kind)) return [];
  return [firstStep(steps, sentAt + hours * HOUR_MS)];
}

import type { InvitedActor, StaffActor } from "../identity/actor.ts";
import { pickingParties } from "../meetings/meeting-parties.ts";
import { personIdsOf } from "../meetings/meeting-participants.ts";
import type { FindMeeting, HeldTimeRecord, MeetingRecord } from "../meetings/meeting-record.ts";
import { isPickable } from "../meetings/opening-rules.ts";
import type { Clock } from "../platform/clock.ts";
import { DomainError } from "../platform/domain-error.ts";
import type { UnitOfWork } from "../platform/unit-of-work.ts";
import type { ReserveTime } from "../scheduling/reserve-time.ts";
import { mayChoose, refuseNoChoice, type KeepChoice } from "./keep-choice.ts";

/**
 * Books the time that the individual picked among all that are free, by themselves or told to a handläggare. Nothing was held:
 * the time is taken like any other, and of several who want it one gets it. Picking the same time again changes nothing.
 *
 * @throws DomainError `not_found` for a meeting one has no part in or that isn't open, `time_taken` when not all are free then or it
 * is too near or outside the dates, `offer_expired` after the deadline, `wrong_state` when there is nothing to pick any more.
 * No refusal says who is taken.
 */
export type PickTime = (
  actor: StaffActor | InvitedActor,
  pick: { readonly meetingId: string; readonly startAt: Date },
) => Promise<void>;

/** Keeps a time that somebody is about to be given, so that what is known of it is the same as of any that was offered. */
export type HoldTimes = (
  meetingId: string,
  times: readonly { startsAt: Date; endsAt: Date }[],
  at: Date,
  unitOfWork: UnitOfWork,
) => Promise<HeldTimeRecord[]>;

interface Dependencies {
  readonly findMeeting: FindMeeting;
  readonly holdTimes: HoldTimes;
  readonly keepChoice: KeepChoice;
  readonly reserveTime: ReserveTime;
  readonly clock: Clock;
}

export function createPickTime(dependencies: Dependencies): PickTime {
  const { findMeeting, reserveTime, clock } = dependencies;
  return async (actor, { meetingId, startAt }) => {
    const meeting = await findMeeting(meetingId);
    const opening = meeting?.opening;
    if (!meeting || !opening || !mayChoose(actor, meeting))
      throw new DomainError("not_found", "Mötet finns inte.");
    if (isPicked(meeting, startAt)) return;
    refuseNoChoice(meeting, clock.now());
    const personIds = personIdsOf(meeting);
    await withoutReasons(() =>
      reserveTime({
        personIds,
        wanted: { parties: pickingParties(meeting, opening), startAts: [startAt], movable: false },
        async done(unitOfWork) {
          const now = await findMeeting(meetingId, { ...(unitOfWork && { unitOfWork }) });
          return now && isPicked(now, startAt) ? meetingId : undefined;
        },
        async write(unitOfWork) {
          const heldTime = await take(dependencies, { actor, meetingId, startAt }, unitOfWork);
          const { startsAt, endsAt } = heldTime;
          return { meetingId, taken: [{ personIds, startAt: startsAt, endAt: endsAt }] };
        },
      }),
    );
  };
}

async function take(
  { findMeeting, holdTimes, keepChoice, clock }: Dependencies,
  { actor, meetingId, startAt }: { actor: StaffActor | InvitedActor; meetingId: string; startAt: Date },
  unitOfWork: UnitOfWork,
): Promise<HeldTimeRecord> {
  const meeting = await findMeeting(meetingId, { unitOfWork, forUpdate: true });
  const at = clock.now();
  if (!meeting?.opening) throw new Error("A meeting that was open a moment ago is none.");
  refuseNoChoice(meeting, at);
  if (!isPickable(startAt, meeting.opening, at)) throw cannotBePicked();
  const length = meeting.endsAt.getTime() - meeting.startsAt.getTime();
  const time = { startsAt: startAt, endsAt: new Date(startAt.getTime() + length) };
  const [heldTime] = await holdTimes(meetingId, [time], at, unitOfWork);
  if (!heldTime) throw new Error("A time that was kept is none.");
  await keepChoice({ actor, meeting, heldTime, at }, unitOfWork);
  return heldTime;
}

function isPicked({ heldTimes }: MeetingRecord, startAt: Date): boolean {
  return heldTimes.some(
    ({ startsAt, state }) => state === "chosen" && startsAt.getTime() === startAt.getTime(),
  );
}

/** Why the time can't be is the agencies' own matter: it tells of their calendars. */
async function withoutReasons(reserve: () => Promise<unknown>): Promise<void> {
  try {
    await reserve();
  } catch (error) {
    throw error instanceof DomainError && error.code === "time_taken" ? cannotBePicked() : error;
  }
}

function cannotBePicked(): DomainError {
  return new DomainError("time_taken", "Tiden går inte att välja längre. Välj en annan tid.");
}

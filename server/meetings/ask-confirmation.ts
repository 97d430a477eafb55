import type { StaffActor } from "../identity/actor.ts";
import type { Handlaggare } from "../people/people.contract.ts";
import type { FindHandlaggare, ListConfirming } from "../people/staff-record.ts";
import type { Clock } from "../platform/clock.ts";
import { addWorkingDays } from "../scheduling/swedish-calendar.ts";
import { instantAt, localDateOf, minutesOfDayOf } from "../scheduling/local-time.ts";
import { earliestOf, plannedTimes } from "./meeting-plan.ts";
import { MEETING_TYPE } from "./types/registered-types.contract.ts";
import type { MeetingPreview } from "./meeting-previews.contract.ts";
import type { NewMeetingCommand } from "./meetings.contract.ts";

/** The other agency's word that a plan needs before anybody is told of it. */
export interface NeededConfirmation {
  readonly by: Handlaggare;
  readonly confirmBy: Date;
}

/**
 * Whether a plan needs the other agency's word, whose, and until when: where their office wants that.
 *
 * @param handlaggare those of the plan, found already.
 */
export type AskConfirmation = (
  actor: StaffActor,
  command: NewMeetingCommand,
  handlaggare?: readonly Handlaggare[],
) => Promise<NeededConfirmation | undefined>;

export function createAskConfirmation({
  findHandlaggare,
  listConfirming,
  clock,
}: {
  findHandlaggare: FindHandlaggare;
  listConfirming: ListConfirming;
  clock: Clock;
}): AskConfirmation {
  return async (actor, command, known) => {
    const handlaggare = known ?? (await findHandlaggare(command.handlaggare.map(({ personId }) => personId)));
    const others = handlaggare.filter(({ organisationId }) => organisationId !== actor.organisationId);
    const [confirming] = await listConfirming(others.map(({ personId }) => personId));
    const by = others.find(({ personId }) => personId === confirming);
    return by && { by, confirmBy: confirmByOf(command, clock.now()) };
  };
}

/**
 * Until when a plan can be confirmed: so many working days from now as its type says, at the same time of day; never past the
 * individual's own deadline, or the meeting's start.
 */
export function confirmByOf(command: NewMeetingCommand, now: Date): Date {
  const planned = plannedTimes(command);
  const { confirmWithinWorkingDays } = MEETING_TYPE[command.type];
  const lastOn = addWorkingDays(localDateOf(now), confirmWithinWorkingDays);
  const limits = [instantAt(lastOn, minutesOfDayOf(now)), planned.answerBy ?? earliestOf(planned).startsAt];
  return new Date(Math.min(...limits.map((limit) => limit.getTime())));
}

/** Who has to confirm, as who plans the meeting sees it. */
export function presentNeeded(needed: NeededConfirmation | undefined): MeetingPreview["confirmation"] {
  if (!needed) return null;
  const { name, organisationId, officeName } = needed.by;
  return { name, organisationId, officeName, confirmBy: needed.confirmBy.toISOString() };
}

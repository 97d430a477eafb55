import type { FurtherParticipant } from "../people/external-parties.contract.ts";
import type { Interval } from "./intervals.ts";
import type { JointFreeTimeInput, Participant } from "./joint-search.ts";

/** When an external party is taken, by meetings here. They have no working hours, so the rest counts as free. */
export interface ExternalTime {
  readonly personId: string;
  readonly busyTime: readonly Interval[];
}

/**
 * Those beside the sides, as the core takes them: who is binding must be free, who is optional makes a time better.
 * Handläggare have their working time and buffers, but no caps: those are for who represents an agency. Of somebody
 * who is neither, or has left, nothing is known, and that is never free.
 *
 * @param window the search's own, epoch minutes.
 */
export function furtherInputOf(
  further: readonly FurtherParticipant[],
  known: { readonly handlaggare: readonly Participant[]; readonly externals: readonly ExternalTime[] },
  window: Interval,
): Pick<JointFreeTimeInput, "participants" | "optionalParticipants"> {
  const timeOf = (attendance: FurtherParticipant["attendance"]) =>
    further
      .filter((each) => each.attendance === attendance)
      .map(
        ({ personId }): Participant =>
          [...known.handlaggare, ...known.externals].find((each) => each.personId === personId) ?? {
            personId,
            busyTime: [],
            unknownTime: [window],
          },
      );
  return { participants: timeOf("binding"), optionalParticipants: timeOf("optional") };
}

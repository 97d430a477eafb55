/**
 * A layer that rules a time or a day out. It tells which layer, never what is in it: no titles, no times, no persons of the other
 * agency. Of a side the layer is told that the candidate who comes nearest fails at.
 *
 * - `no_working_hours`: nobody of the side works then.
 * - `unknown_calendar`: those who work have calendars that could not be read.
 * - `busy`: they are busy.
 * - `cap`: they have as many meetings as they may have that day or week.
 * - `buffer`: they are free for the meeting, but not for the time before and after it.
 */
export interface SideReason {
  readonly code: "no_working_hours" | "unknown_calendar" | "busy" | "cap" | "buffer";
  readonly side: string;
}

/**
 * - `holiday`: a public holiday or closed eve on which nobody works.
 * - `weekend`: a Saturday or Sunday on which nobody works.
 * - `too_soon`: before the end of the notice, or past.
 * - `deadline`: after the last day on which the meeting serves its purpose.
 * - `beyond_horizon`: after the horizon to which anything is known.
 * - `individual_busy`: the individual is in another meeting.
 * - `individual_preference`: the individual has said they can't come then.
 * - `no_joint_time`: no layer takes it all, but whenever one is free another is not.
 * - `too_short`: there is time free for all, but not enough of it.
 */
export interface CommonReason {
  readonly code:
    | "holiday"
    | "weekend"
    | "too_soon"
    | "deadline"
    | "beyond_horizon"
    | "individual_busy"
    | "individual_preference"
    | "no_joint_time"
    | "too_short";
}

/** Somebody else who must be there can't, e.g. the interpreter. */
export interface ParticipantReason {
  readonly code: "participant_unavailable";
  readonly personId: string;
}

export type Reason = SideReason | CommonReason | ParticipantReason;

import type { MeetingSummary } from "../../../../server/meetings/meetings.contract.ts";

type State =
  | MeetingSummary["answer"]
  | Exclude<MeetingSummary["status"], "booked">
  | "draft-awaits-me"
  | "maybe"
  | "offered-tentative"
  | "offered-declined";

/** How a state is shown; its words are in `my-week:state.<state>`. */
const APPEARANCE = {
  "needs-action": { icon: "ellipsis", tone: "neutral" },
  accepted: { icon: "success", tone: "positive" },
  declined: { icon: "cross", tone: "negative" },
  tentative: { icon: "calendar", tone: "warning" },
  maybe: { icon: "ellipsis", tone: "warning" },
  draft: { icon: "ellipsis", tone: "neutral" },
  "draft-awaits-me": { icon: "bell", tone: "warning" },
  offered: { icon: "ellipsis", tone: "neutral" },
  "offered-tentative": { icon: "calendar", tone: "warning" },
  "offered-declined": { icon: "cross", tone: "negative" },
  held: { icon: "success", tone: "neutral" },
  not_held: { icon: "dash", tone: "neutral" },
  cancelled: { icon: "cross", tone: "neutral" },
} as const;

/**
 * What matters most about a meeting right now: what has come of it, or else what the individual has answered. Whoever
 * wants another time has not said yes to this one.
 */
export function meetingState(meeting: MeetingSummary) {
  const state = stateOf(meeting);
  return { state, ...APPEARANCE[state] };
}

function stateOf({ status, answer, wantsOtherTime, awaitsMe }: MeetingSummary): State {
  if (awaitsMe) return "draft-awaits-me";
  if (status === "offered") {
    if (wantsOtherTime) return "offered-tentative";
    return answer === "declined" ? "offered-declined" : status;
  }
  if (status !== "booked") return status;
  if (wantsOtherTime) return "tentative";
  return answer === "tentative" ? "maybe" : answer;
}

import type { MeetingMode } from "../../../../server/meetings/meetings.contract.ts";

/** Whether somebody goes to a place, which then must be said. */
export function hasPlace(mode: MeetingMode): boolean {
  return mode === "on_site" || mode === "mixed";
}

/** Mode and place as the server takes them: a place exactly when somebody goes there. */
export function modeAndPlace({ mode, place }: { mode: MeetingMode; place: string }) {
  return { mode, place: hasPlace(mode) ? place.trim() : null };
}

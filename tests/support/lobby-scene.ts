import { expect } from "vitest";
import { eventually } from "./eventually.ts";
import type { GuestState } from "./lobby-table.ts";
import type { Tab } from "./room-node.ts";
import type { Cast, RoomStage } from "./room-stage.ts";

const ELSEWHERE = "removed, in another tab";
/** What the tab is shown of its own seat before anything else happens to it. */
const SHOWN: Partial<Record<GuestState, string>> = {
  "on hold": "on_hold",
  removed: "removed",
  [ELSEWHERE]: "removed",
};

const takenOver = (tab: Tab) => new Promise((resolve) => tab.socket.once("seat:taken-over", resolve));

/** Brings one who takes part in a meeting to a state, and gives the tab in which they act. */
export async function bringTo(
  state: GuestState,
  stage: RoomStage,
  cast: Cast,
  who: { readonly as: keyof Cast["cookies"]; readonly cookie: string; readonly host: Tab },
): Promise<Tab> {
  const open = () => stage.node.open(who.cookie);
  if (state === "not entered") return open();
  const tab = await stage.enter(cast, who.as, { cookie: who.cookie });
  if (state === "waiting") return tab;
  if (state === "on the telephone") {
    const gone = takenOver(tab);
    await decide("telephone:begin");
    await gone;
    return tab;
  }
  if (who.as === "individual") await decide("lobby:admit");
  if (state === "on hold") await decide("seat:hold");
  if (state === "removed" || state === ELSEWHERE) await decide("seat:remove");
  const shown = SHOWN[state] ?? "in_call";
  await eventually(() => expect(tab.rooms.at(-1)!.me.state).toBe(shown));
  if (state === ELSEWHERE) return open();
  if (state === "left") await tab.ask("room:leave", { meetingId: cast.id });
  if (state === "taken over") {
    const gone = takenOver(tab);
    await stage.enter(cast, who.as, { cookie: who.cookie });
    await gone;
  }
  if (state !== "lost and not back") return tab;
  const { participantId } = tab.rooms[0]!.me;
  tab.socket.disconnect();
  await stage.seatIs(participantId, "reconnecting");
  return open();

  async function decide(command: Parameters<RoomStage["decide"]>[1]): Promise<void> {
    const answer = await stage.decide(who.host, command, cast);
    if (!answer.ok) throw new Error(`${command}: ${answer.problem.detail}`);
  }
}

import type { SeatDecisionCommand } from "../../../../server/realtime/events.contract.ts";
import type { SeatView } from "../../../../server/rooms/rooms.contract.ts";
import { isByTelephone } from "./seat-text.ts";

/** People who are alike, and what a handläggare can decide of them, the likeliest first. */
export interface LobbyGroup {
  readonly name: (typeof GROUPS)[number]["name"];
  readonly commands: readonly SeatDecisionCommand[];
  readonly seats: readonly SeatView[];
}

const GROUPS = [
  { name: "waiting", states: ["waiting"], commands: ["lobby:admit", "telephone:begin", "seat:remove"] },
  { name: "on_hold", states: ["on_hold"], commands: ["seat:resume", "seat:send-back", "seat:remove"] },
  { name: "telephone", states: [], commands: ["telephone:end"] },
  {
    name: "in_call",
    states: ["in_call"],
    commands: ["seat:hold", "seat:send-back", "telephone:begin", "seat:remove"],
  },
  { name: "away", states: ["absent", "reconnecting"], commands: ["telephone:begin"] },
  { name: "removed", states: ["removed"], commands: ["seat:restore"] },
] as const;

/** Everybody but handläggare, who go in and out by themselves; groups that are empty are left out. */
export function lobbyGroups(seats: readonly SeatView[]): LobbyGroup[] {
  const guests = seats.filter(({ role }) => role !== "handlaggare");
  const isIn = (seat: SeatView, { name, states }: (typeof GROUPS)[number]) =>
    isByTelephone(seat) ? name === "telephone" : states.some((state) => state === seat.state);
  return GROUPS.map((group) => ({ ...group, seats: guests.filter((seat) => isIn(seat, group)) })).filter(
    (group) => group.seats.length > 0,
  );
}

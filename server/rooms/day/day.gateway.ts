import { setTimeout as wait } from "node:timers/promises";
import type { Notifications } from "../../platform/database/notifications.ts";
import { DomainError } from "../../platform/domain-error.ts";
import type { Connection, Gateway } from "../../realtime/connection.ts";
import { roomEventOf } from "../room-event.ts";
import type { DayView } from "./day.contract.ts";
import type { ReadDays } from "./read-days.ts";

/** What happens within so long is told as one: many who come at once are read of in one go, after those who let them in. */
const GATHERED_MS = 200;

/**
 * Tells a handläggare's pages when somebody comes to the lobby of a meeting of theirs, or it changes, whichever process it happened
 * in. A meeting that is booked meanwhile is known when the page asks again.
 */
export function createDayGateway({
  readDays,
  notifications,
}: {
  readDays: ReadDays;
  notifications: Pick<Notifications, "on" | "onReconnect">;
}): Gateway {
  const watching = new Map<
    Connection,
    { readonly personId: string; readonly meetingIds: readonly string[] }
  >();
  const watchers = new Map<string, Set<Connection>>();
  const untold = new Set<Connection>();
  let telling: Promise<void> | undefined;

  const unwatch = (connection: Connection) => {
    for (const meetingId of watching.get(connection)?.meetingIds ?? []) {
      const others = watchers.get(meetingId);
      others?.delete(connection);
      if (others?.size === 0) watchers.delete(meetingId);
    }
    watching.delete(connection);
  };
  const watch = (connection: Connection, personId: string, { meetings }: DayView) => {
    unwatch(connection);
    const meetingIds = meetings.map(({ meetingId }) => meetingId);
    watching.set(connection, { personId, meetingIds });
    for (const meetingId of meetingIds)
      watchers.set(meetingId, (watchers.get(meetingId) ?? new Set<Connection>()).add(connection));
  };
  const tellUntold = async () => {
    while (untold.size > 0) {
      await wait(GATHERED_MS, undefined, { ref: false });
      const personIds = new Set(
        [...untold].flatMap((connection) => watching.get(connection)?.personId ?? []),
      );
      const connections = [...untold];
      untold.clear();
      const days = await readDays([...personIds]);
      const dayOf = new Map([...personIds].map((personId, index) => [personId, days[index]!]));
      for (const connection of connections) {
        // The page may have gone meanwhile.
        const { personId } = watching.get(connection) ?? {};
        const day = personId && dayOf.get(personId);
        if (!day) continue;
        watch(connection, personId, day);
        connection.emit("day:changed", day);
      }
    }
  };
  const tell = (connections: Iterable<Connection>) => {
    for (const connection of connections) untold.add(connection);
    telling ??= tellUntold().finally(() => (telling = undefined));
    return telling;
  };
  const tellOf = (meetingId: string) => tell(watchers.get(meetingId) ?? []);
  notifications.on("room_event", (payload) => tellOf(roomEventOf(payload).meetingId));
  notifications.on("meeting_event", tellOf);
  notifications.onReconnect(() => tell(watching.keys()));

  return (door) => {
    door.on("day:watch", async (_, actor, connection) => {
      if (actor.kind !== "staff")
        throw new DomainError("not_allowed", "Det är handläggare som har en arbetsdag här.");
      const [day] = await readDays([actor.personId]);
      watch(connection, actor.personId, day!);
      return day!;
    });
    door.onEnd(async (connection) => unwatch(connection));
  };
}

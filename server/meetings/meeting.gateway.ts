import type { Actor } from "../identity/actor.ts";
import type { Notifications } from "../platform/database/notifications.ts";
import { DomainError } from "../platform/domain-error.ts";
import type { Connection, Gateway } from "../realtime/connection.ts";

/**
 * Tells open pages that a meeting has changed, whichever process changed it. They are told only that, and read
 * what they may.
 */
export function createMeetingGateway({
  notifications,
  mayWatch,
}: {
  notifications: Pick<Notifications, "on" | "onReconnect">;
  mayWatch: (actor: Actor, meetingId: string) => Promise<boolean>;
}): Gateway {
  const watchers = new Map<string, Map<Connection, Actor>>();
  const watchedBy = new WeakMap<Connection, Set<string>>();
  const unwatch = (meetingId: string, connection: Connection) => {
    const watching = watchers.get(meetingId);
    watching?.delete(connection);
    if (watching?.size === 0) watchers.delete(meetingId);
  };
  /** Whoever has lost the right is told this once, so that their page finds the meeting gone, and never again. */
  const tell = async (meetingId: string) => {
    for (const [connection, actor] of [...(watchers.get(meetingId) ?? [])]) {
      connection.emit("meeting:changed", { meetingId });
      if (!(await mayWatch(actor, meetingId))) unwatch(meetingId, connection);
    }
  };
  notifications.on("meeting_event", tell);
  notifications.onReconnect(() => Promise.all([...watchers.keys()].map(tell)));

  return (door) => {
    door.on("meeting:watch", async ({ meetingId }, actor, connection) => {
      if (!(await mayWatch(actor, meetingId))) throw new DomainError("not_found", "Mötet finns inte.");
      watchedBy.set(connection, (watchedBy.get(connection) ?? new Set<string>()).add(meetingId));
      watchers.set(
        meetingId,
        (watchers.get(meetingId) ?? new Map<Connection, Actor>()).set(connection, actor),
      );
      return null;
    });
    door.on("meeting:unwatch", async ({ meetingId }, _actor, connection) => {
      watchedBy.get(connection)?.delete(meetingId);
      unwatch(meetingId, connection);
      return null;
    });
    door.onEnd(async (connection) => {
      watchedBy.get(connection)?.forEach((meetingId) => unwatch(meetingId, connection));
    });
  };
}

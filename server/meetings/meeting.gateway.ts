import type { StaffActor } from "../identity/actor.ts";
import type { Notifications } from "../platform/database/notifications.ts";
import { DomainError } from "../platform/domain-error.ts";
import type { Connection, Gateway } from "../realtime/connection.ts";
import { WatchMeeting } from "../realtime/events.contract.ts";

/**
 * Tells open pages that a meeting has changed, whichever process changed it. They are told only that, and read
 * what they may.
 */
export function createMeetingGateway({
  notifications,
  mayRead,
}: {
  notifications: Pick<Notifications, "on" | "onReconnect">;
  mayRead: (actor: StaffActor, meetingId: string) => Promise<boolean>;
}): Gateway {
  const watchers = new Map<string, Set<Connection>>();
  const tell = (meetingId: string) => {
    for (const connection of watchers.get(meetingId) ?? []) connection.emit("meeting:changed", { meetingId });
  };
  const unwatch = (meetingId: string, connection: Connection) => {
    const watching = watchers.get(meetingId);
    watching?.delete(connection);
    if (watching?.size === 0) watchers.delete(meetingId);
  };
  notifications.on("meeting_event", tell);
  notifications.onReconnect(() => [...watchers.keys()].forEach(tell));

  return (connection) => {
    const watched = new Set<string>();
    connection.on("meeting:watch", WatchMeeting, async ({ meetingId }, actor) => {
      if (actor.kind !== "staff" || !(await mayRead(actor, meetingId)))
        throw new DomainError("not_found", "Mötet finns inte.");
      watched.add(meetingId);
      watchers.set(meetingId, (watchers.get(meetingId) ?? new Set()).add(connection));
      return null;
    });
    connection.on("meeting:unwatch", WatchMeeting, async ({ meetingId }) => {
      watched.delete(meetingId);
      unwatch(meetingId, connection);
      return null;
    });
    connection.onEnd(async () => watched.forEach((meetingId) => unwatch(meetingId, connection)));
  };
}

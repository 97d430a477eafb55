import type { BrowserSessions } from "./identity/browser-sessions.routes.ts";
import type { LoadActors } from "./identity/load-actors.ts";
import type { Samtid } from "./compose.ts";
import { createMeetingGateway } from "./meetings/meeting.gateway.ts";
import { createNotifications } from "./platform/database/notifications.ts";
import type { SocketAdapterFactory } from "./platform/sockets/socket-adapter.ts";
import { createSocketServer } from "./realtime/socket-server.ts";
import { createCallGateway } from "./rooms/call/call.gateway.ts";
import { createNoteGateway } from "./rooms/call/note.gateway.ts";
import { createDayGateway } from "./rooms/day/day.gateway.ts";
import { createCheckGateway } from "./rooms/check.gateway.ts";
import { createKeepPresence } from "./rooms/keep-presence.ts";
import { createMediaGateway } from "./rooms/media.gateway.ts";
import { createRoomAudience } from "./rooms/room-audience.ts";
import { createRoomGateway } from "./rooms/room.gateway.ts";
import { createDatabase } from "./platform/database/database.ts";
import { createNodesRepository } from "./rooms/nodes.repository.ts";

/** To say that one lives, and to look whether another does. */
const LIFELINE_CONNECTIONS = 2;

/**
 * Sockets, what they hear from the database, and the beat that keeps this server's seats: on connections of their own, since under a storm the
 * pool's are busy for longer than a lease lasts.
 */
export function createLiveDoors(
  samtid: Samtid,
  sessions: BrowserSessions,
  loadActors: LoadActors,
  adapter: SocketAdapterFactory,
) {
  const { config, databaseUrl, logger, nodeId, sweepSeats } = samtid;
  const lifeline = createDatabase(databaseUrl, { poolSize: LIFELINE_CONNECTIONS, logger });
  const notifications = createNotifications({ databaseUrl, logger });
  const audience = createRoomAudience();
  const { gateway: room, retryDepartures } = createRoomGateway({ ...samtid, notifications, audience });
  const meeting = createMeetingGateway({ notifications, mayWatch: samtid.readMeetings.mayWatch });
  const publicUrl = new URL(config.PUBLIC_URL);
  const presence = createKeepPresence({
    nodes: createNodesRepository(lifeline),
    sweepSeats,
    retryDepartures,
    nodeId,
    logger,
  });
  return {
    notifications,
    sockets: createSocketServer({
      sessions,
      loadActors,
      publicUrl,
      notifications,
      logger,
      gateways: [
        meeting,
        room,
        createMediaGateway({ ...samtid, audience }),
        createCheckGateway(samtid),
        createCallGateway({ ...samtid, audience }),
        createNoteGateway({ ...samtid, audience }),
        createDayGateway({ ...samtid, notifications }),
      ],
      adapter,
    }),
    presence: {
      start: () => presence.start(),
      async stop() {
        try {
          await presence.stop();
        } finally {
          await lifeline.close();
        }
      },
    },
  };
}

import { once } from "node:events";
import { createServer, type Server } from "node:http";
import type { Samtid } from "./compose.ts";
import { createFeedAddressRoutes } from "./calendars/feed-address.routes.ts";
import { answerMalformedHttp } from "./http/malformed-http.ts";
import { createApp } from "./http/app.ts";
import { createClientFiles } from "./http/client-files.ts";
import { createDevMailRoutes, type CaughtMessages } from "./http/dev-mail.routes.ts";
import { createDocsRoutes } from "./http/docs.routes.ts";
import { createHealthRoutes } from "./http/health.routes.ts";
import { createOpenApiDocument } from "./http/openapi.ts";
import { createQueueBoardRoutes, QUEUE_BOARD_PATH } from "./http/queue-board.routes.ts";
import { createSecurityTextRoutes } from "./http/security-text.routes.ts";
import { createSameOriginGuard } from "./http/same-origin.ts";
import { createDeliveryReportRoutes } from "./invitations/delivery-reports.routes.ts";
import { MESSAGE_QUEUE } from "./invitations/message-queues.ts";
import { EXPORT_QUEUE } from "./followup/figures/export-queue.ts";
import { HISTORY_QUEUE } from "./followup/history/history-queue.ts";
import { openSocketAdapter } from "./platform/sockets/open-socket-adapter.ts";
import { openIdentity } from "./start-identity.ts";
import type { SocketServer } from "./realtime/socket-server.ts";
import { createApi } from "./start-api.ts";
import { createLiveDoors } from "./start-live-doors.ts";

/** A server that listens. */
export interface RunningServer {
  /** Takes no more requests and resolves when the running ones are answered, 3 s later at most. */
  close(): Promise<void>;
}

/** Longest a stopping server waits for the requests under way, milliseconds. */
const LAST_REQUESTS_MS = 3_000;

/**
 * Opens the doors to people and programs: HTTP and sockets.
 *
 * @param caught when given, what is sent can be read at `/dev/mail`.
 * @throws Error with a message for the operator when the port is taken.
 */
export async function startServer(samtid: Samtid, caught?: CaughtMessages): Promise<RunningServer> {
  const { config, database, logger, clock } = samtid;
  const identity = await openIdentity(samtid);
  const { sessions, loadActors } = identity;
  const api = createApi(samtid, identity);
  const board = createBoard(samtid);
  const app = createApp({
    publicUrl: config.PUBLIC_URL,
    formTargets: identity.issuers,
    trustedProxies: config.TRUSTED_PROXIES,
    bare: [createFeedAddressRoutes(samtid)],
    withoutSession: [
      createHealthRoutes({ pingDatabase: () => database.pool.query("select 1") }),
      createDocsRoutes(
        createOpenApiDocument(
          api.flatMap(({ described }) => described),
          config.PUBLIC_URL,
        ),
      ),
      createDeliveryReportRoutes(samtid),
      createSecurityTextRoutes(samtid),
      ...identity.withoutSession,
    ],
    identify: [
      createSameOriginGuard({ publicUrl: new URL(config.PUBLIC_URL), cookieName: sessions.cookieName }),
      ...identity.identify,
    ],
    withSession: [
      ...identity.withSession,
      ...api.map(({ router }) => router),
      board.router,
      ...(caught ? [createDevMailRoutes({ ...caught, clock })] : []),
    ],
    clientFiles: createClientFiles(),
    logger,
  });
  const adapter = await openSocketAdapter({ ...samtid, redisUrl: config.REDIS_URL });
  const live = createLiveDoors(samtid, sessions, loadActors, adapter.factory);
  const server = createServer(timeoutsOf(config), app);
  answerMalformedHttp(server);
  live.sockets.attach(server);
  await live.notifications.start();
  await live.presence.start();
  await listen(server, config.PORT, config.HOST);
  return {
    async close() {
      await closeInOrder(server, live.sockets);
      await adapter.close();
      await live.presence.stop();
      await live.notifications.stop();
      await board.close();
      sessions.close();
      await samtid.limiter.close();
    },
  };
}

/** Whoever sends its request by drops is cut off: a client that is only slow has time enough. */
function timeoutsOf({ HEADERS_TIMEOUT_SECONDS, REQUEST_TIMEOUT_SECONDS }: Samtid["config"]) {
  const headersTimeout = HEADERS_TIMEOUT_SECONDS * 1000;
  return {
    headersTimeout,
    requestTimeout: Math.max(headersTimeout, REQUEST_TIMEOUT_SECONDS * 1000),
    connectionsCheckingInterval: headersTimeout / 4,
  };
}

async function closeInOrder(server: Server, sockets: SocketServer): Promise<void> {
  const closed = once(server, "close");
  server.close();
  await sockets.close();
  server.closeIdleConnections();
  // Node waits for ever for a connection that a browser has opened in advance and not used yet.
  const waited = setTimeout(() => server.closeAllConnections(), LAST_REQUESTS_MS);
  await closed;
  clearTimeout(waited);
}

/** Loaded when somebody looks: it takes connections and memory of its own. */
function createBoard({ config, databaseUrl, logger, repositories }: Samtid) {
  return createQueueBoardRoutes({
    isAdministrator: repositories.people.isAdministrator,
    open: async () => {
      const { openQueueBoard } = await import("./platform/queue/queue-board.ts");
      const names = [...Object.values(MESSAGE_QUEUE), EXPORT_QUEUE, HISTORY_QUEUE];
      const where = { names, databaseUrl, redisUrl: config.REDIS_URL };
      return openQueueBoard({ ...where, path: QUEUE_BOARD_PATH, logger });
    },
  });
}

async function listen(server: Server, port: number, host: string): Promise<void> {
  server.listen(port, host);
  try {
    await once(server, "listening");
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "EADDRINUSE")
      throw new Error(
        `Port ${port} is taken. Stop what uses it, or choose another: PORT=${port + 1} npm start`,
        {
          cause: error,
        },
      );
    throw error;
  }
}

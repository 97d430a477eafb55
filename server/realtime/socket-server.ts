import type { IncomingMessage, Server as HttpServer } from "node:http";
import pLimit from "p-limit";
import { Server, type ServerOptions } from "socket.io";
import { toProblem } from "../http/problem.ts";
import { isOwnRequest } from "../http/same-origin.ts";
import { browserMark } from "../identity/browser-mark.ts";
import type { BrowserSessions } from "../identity/browser-sessions.routes.ts";
import type { LoadActors } from "../identity/load-actors.ts";
import type { Notifications } from "../platform/database/notifications.ts";
import { DomainError } from "../platform/domain-error.ts";
import type { Logger } from "../platform/logger.ts";
import type { SocketAdapterFactory } from "../platform/sockets/socket-adapter.ts";
import {
  MOST_AT_ONCE,
  openDoor,
  serveConnection,
  type AppSocket,
  type Gateway,
  type PresentActor,
} from "./connection.ts";
import { Handshake, type ClientToServerEvents, type ServerToClientEvents } from "./events.contract.ts";

/**
 * A frozen browser is noticed within 9 s. No compression: it would cost each idle connection fifteen times its
 * memory. Of thousands who come at once the last wait for their handshake. No recovery of connection state: it does not survive a crash; whoever comes back reads anew.
 */
const OPTIONS = {
  pingInterval: 5_000,
  pingTimeout: 4_000,
  connectTimeout: 20_000,
  maxHttpBufferSize: 64 * 1024,
  perMessageDeflate: false,
  serveClient: false,
} as const;

/** The live connections of one process. */
export interface SocketServer {
  /** Begins to answer `/socket.io` on an HTTP server; all else stays with what it had. */
  attach(httpServer: HttpServer): void;
  /** Breaks every connection and resolves when their ends have been handled. The HTTP server stays its owner's. */
  close(): Promise<void>;
}

interface Needs {
  readonly sessions: BrowserSessions;
  readonly loadActors: LoadActors;
  readonly publicUrl: URL;
  /** Tells when a session has ended, wherever that was. */
  readonly notifications: Pick<Notifications, "on">;
  readonly logger: Logger;
  readonly gateways: readonly Gateway[];
  /** By which the servers reach each other's connections. */
  readonly adapter: SocketAdapterFactory;
}

/**
 * Socket.IO for our own pages only, and only for a signed-in handläggare or somebody with an opened link. Rights
 * are read anew for every command.
 */
export function createSocketServer({
  sessions,
  loadActors,
  publicUrl,
  notifications,
  logger,
  gateways,
  adapter,
}: Needs): SocketServer {
  const door = openDoor(gateways);
  const handshakes = pLimit(MOST_AT_ONCE);
  const endings = new Set<Promise<void>>();
  const ownSite = { publicUrl, cookieName: sessions.cookieName };
  const io = new Server<ClientToServerEvents, ServerToClientEvents>({
    ...OPTIONS,
    adapter: adapter as unknown as NonNullable<ServerOptions["adapter"]>,
    allowRequest: (request, decide) => decide(null, isOwnRequest(request.headers, ownSite)),
  });
  /** By the request that opened the connection. */
  const sessionIds = new WeakMap<IncomingMessage, string>();
  const currentActor = (socket: AppSocket) =>
    findActor(socket, sessionIds.get(socket.request)!, { loadActors, sessions });
  const onEnding = (work: Promise<void>) => {
    endings.add(work);
    void work.finally(() => endings.delete(work));
  };

  io.use((socket, next) => {
    handshakes(async () => (socket.conn.readyState === "open" ? currentActor(socket) : undefined)).then(
      (present) => next(present ? undefined : refusal()),
      (error: unknown) => {
        logger.error({ err: error }, "a socket handshake failed");
        // The tab tries again by itself, which it would not after a refusal.
        socket.conn.close();
      },
    );
  });
  // Nobody goes on hearing what a session that has ended gave the right to; who still has rights connects anew.
  notifications.on("session_ended", (browser) => {
    for (const id of io.sockets.adapter.rooms.get(browser) ?? []) io.sockets.sockets.get(id)?.conn.close();
  });
  io.on("connection", (socket) => {
    const browser = browserMark(sessionIds.get(socket.request)!);
    void socket.join(browser);
    serveConnection({ socket, browser, door, currentActor, onEnding, logger });
  });
  return {
    attach(httpServer) {
      io.attach(httpServer);
      io.engine.use((request: IncomingMessage, _response: unknown, next: (error?: unknown) => void) => {
        handshakes(() => sessions.sessionIdOf(request)).then((id) => {
          sessionIds.set(request, id);
          next();
        }, next);
      });
    },
    async close() {
      io.engine.close();
      await Promise.all(endings);
      await io.of("/").adapter.close();
    },
  };
}

/** Whom a connection's browser acts as, by its session as it is now. */
async function findActor(
  socket: AppSocket,
  sessionId: string,
  { loadActors, sessions }: Pick<Needs, "loadActors" | "sessions">,
): Promise<PresentActor | undefined> {
  const stored = await sessions.stored(sessionId);
  const session = stored && sessions.granted(stored);
  if (!session) return undefined;
  const { staff, invited } = await loadActors(session);
  const { as } = Handshake.catch({}).parse(socket.handshake.auth);
  const asked = { staff, invited };
  const actor = as ? asked[as] : (staff ?? invited);
  return actor && { actor, isFresh: sessions.isFresh(session) };
}

function refusal(): Error {
  const problem = toProblem(
    new DomainError("not_signed_in", "Du behöver logga in eller öppna din länk igen."),
  );
  return Object.assign(new Error(problem.title), { data: problem });
}

import { createHash } from "node:crypto";
import type { Server as HttpServer } from "node:http";
import type { Request } from "express";
import { Server } from "socket.io";
import { toProblem } from "../http/problem.ts";
import { isOwnRequest } from "../http/same-origin.ts";
import type { InvitedActor, StaffActor } from "../identity/actor.ts";
import type { BrowserSessions } from "../identity/browser-sessions.routes.ts";
import type { LoadActors } from "../identity/load-actors.ts";
import { isPastLimit, type SessionContent } from "../identity/session-content.ts";
import type { Clock } from "../platform/clock.ts";
import { DomainError } from "../platform/domain-error.ts";
import type { Logger } from "../platform/logger.ts";
import { createConnection, type AppSocket, type Gateway } from "./connection.ts";
import { Handshake, type ClientToServerEvents, type ServerToClientEvents } from "./events.contract.ts";

/**
 * A frozen browser is noticed within 9 s. No compression: it would cost each idle connection fifteen times its
 * memory. No recovery of connection state: it does not survive a crash; whoever comes back reads anew.
 */
const OPTIONS = {
  pingInterval: 5_000,
  pingTimeout: 4_000,
  connectTimeout: 10_000,
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
  readonly clock: Clock;
  readonly logger: Logger;
  readonly gateways: readonly Gateway[];
}

/**
 * Socket.IO for our own pages only, and only for a signed-in handläggare or somebody with an opened link. Rights
 * are read anew for every command.
 */
export function createSocketServer({
  sessions,
  loadActors,
  publicUrl,
  clock,
  logger,
  gateways,
}: Needs): SocketServer {
  const endings = new Set<Promise<void>>();
  const ownSite = { publicUrl, cookieName: sessions.cookieName };
  const io = new Server<ClientToServerEvents, ServerToClientEvents>({
    ...OPTIONS,
    allowRequest: (request, decide) => decide(null, isOwnRequest(request.headers, ownSite)),
  });
  const currentActor = (socket: AppSocket) => findActor(socket, loadActors, clock);

  io.use((socket, next) => {
    currentActor(socket).then(
      (actor) => next(actor ? undefined : refusal()),
      (error: unknown) => {
        logger.error({ err: error }, "a socket handshake failed");
        // The tab tries again by itself, which it would not after a refusal.
        socket.conn.close();
      },
    );
  });
  io.on("connection", (socket) => {
    const connection = createConnection({
      socket,
      browser: createHash("sha256")
        .update((socket.request as Request).session.id)
        .digest("base64url"),
      currentActor: () => currentActor(socket),
      onEnding: (work) => {
        endings.add(work);
        void work.finally(() => endings.delete(work));
      },
      logger,
    });
    for (const gateway of gateways) gateway(connection);
  });
  return {
    attach(httpServer) {
      io.attach(httpServer);
      io.engine.use(sessions.middleware);
    },
    async close() {
      io.engine.close();
      await Promise.all(endings);
    },
  };
}

/** Whom a connection's browser acts as, by its session as it is now. */
async function findActor(
  socket: AppSocket,
  loadActors: LoadActors,
  clock: Clock,
): Promise<StaffActor | InvitedActor | undefined> {
  const session = await storedSession(socket);
  if (!session || isPastLimit(session, clock.now())) return undefined;
  const { staff, invited } = await loadActors(session);
  const { as } = Handshake.catch({}).parse(socket.handshake.auth);
  if (as === "invited") return invited;
  return as === "staff" ? staff : (staff ?? invited);
}

function storedSession(socket: AppSocket): Promise<SessionContent | null | undefined> {
  const { sessionStore, session } = socket.request as Request;
  return new Promise((resolve, reject) =>
    sessionStore.get(session.id, (error: unknown, stored) =>
      error ? reject(new Error("The session store failed", { cause: error })) : resolve(stored),
    ),
  );
}

function refusal(): Error {
  const problem = toProblem(
    new DomainError("not_signed_in", "Du behöver logga in eller öppna din länk igen."),
  );
  return Object.assign(new Error(problem.title), { data: problem });
}

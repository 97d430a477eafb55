import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import express from "express";
import { io, type Socket } from "socket.io-client";
import { compose, type Samtid } from "../../server/compose.ts";
import {
  createBrowserSessions,
  type BrowserSessions,
} from "../../server/identity/browser-sessions.routes.ts";
import { createLoadActors } from "../../server/identity/load-actors.ts";
import { createSessionStore } from "../../server/identity/session.repository.ts";
import type { InvitationReference, StaffReference } from "../../server/identity/session-content.ts";
import { createMeetingGateway } from "../../server/meetings/meeting.gateway.ts";
import type { Clock } from "../../server/platform/clock.ts";
import { readConfig } from "../../server/platform/config.ts";
import { createNotifications } from "../../server/platform/database/notifications.ts";
import { createLogger } from "../../server/platform/logger.ts";
import { openSocketAdapter } from "../../server/platform/sockets/open-socket-adapter.ts";
import type { Gateway } from "../../server/realtime/connection.ts";
import type {
  Acknowledgement,
  ClientToServerEvents,
  ServerToClientEvents,
} from "../../server/realtime/events.contract.ts";
import { createSocketServer } from "../../server/realtime/socket-server.ts";
import { createCallGateway } from "../../server/rooms/call/call.gateway.ts";
import { createNoteGateway } from "../../server/rooms/call/note.gateway.ts";
import { createDayGateway } from "../../server/rooms/day/day.gateway.ts";
import { createCheckGateway } from "../../server/rooms/check.gateway.ts";
import { createMediaGateway } from "../../server/rooms/media.gateway.ts";
import { createRoomAudience } from "../../server/rooms/room-audience.ts";
import { createRoomGateway } from "../../server/rooms/room.gateway.ts";
import type { RoomView } from "../../server/rooms/rooms.contract.ts";
import { createCookieBrowser } from "./cookie-browser.ts";

/** A tab: a real Socket.IO client, and what it has been told. */
export interface Tab {
  readonly socket: Socket;
  readonly rooms: RoomView[];
  readonly changedMeetings: string[];
  readonly takenOver: string[];
  /** Everything. */
  readonly heard: { readonly event: string; readonly payload: unknown[] }[];
  ask<C extends keyof ClientToServerEvents>(
    command: C,
    payload: Parameters<ClientToServerEvents[C]>[0],
  ): Promise<Parameters<Parameters<ClientToServerEvents[C]>[1]>[0]>;
  /** Anything at all, as a hostile client may send it. */
  askAnything(event: string, ...payload: unknown[]): Promise<Acknowledgement<unknown>>;
}

interface TabOptions {
  readonly as?: "staff" | "invited";
  /** The page's; the server's own unless given. */
  readonly origin?: string;
  readonly transport?: "websocket" | "polling";
}

/** What a browser is given; signed in now. */
export interface Granted {
  readonly staff?: Omit<StaffReference, "signIn">;
  readonly individual?: { readonly personId: string };
  readonly invitation?: Omit<InvitationReference, "openedAt">;
}

/** A server process as far as sockets go. Its beats of presence are the test's to give. */
export interface RoomNode {
  readonly samtid: Samtid;
  /** A browser's cookie. */
  session(content: Granted): Promise<string>;
  /** @throws what the handshake was refused with. */
  open(cookie: string | undefined, options?: TabOptions): Promise<Tab>;
  renew(): Promise<unknown>;
  /** Breaks every tab's connection; resolves when what that causes is done. */
  closeSockets(): Promise<void>;
  /** Renews, then sweeps, as each beat does. */
  sweep(): Promise<void>;
  stop(): Promise<void>;
}

/** What a node can have beside what every node has. */
export interface NodeOptions {
  readonly gateways?: readonly Gateway[];
  /** By which the nodes tell each other; the database unless given. */
  readonly redisUrl?: string;
}

/** Nodes of one system share database, `dataDir` (with the secrets) and clock. */
export async function startRoomNode(
  databaseUrl: string,
  dataDir: string,
  clock: { time: Date },
  options: NodeOptions = {},
): Promise<RoomNode> {
  const logger = createLogger("silent");
  const config = readConfig({ NODE_ENV: "test", DATA_DIR: dataDir, LOG_LEVEL: "silent" });
  const samtid = compose({ config, databaseUrl, clock: { now: () => clock.time }, logger });
  const app = express();
  const server = createServer(app).listen(0, "127.0.0.1");
  await once(server, "listening");
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const sessions = createBrowserSessions({
    createStore: createSessionStore({ pool: samtid.database.pool, logger }),
    clock: samtid.clock,
    publicUrl: new URL(origin),
    secrets: config.secrets.sessionKeys,
    limits: { idleMinutes: 480, longestHours: 12, linkHours: 4, stepUpHours: 8 },
  });
  const notifications = createNotifications({ databaseUrl, logger });
  const audience = createRoomAudience();
  const room = createRoomGateway({ ...samtid, notifications, audience });
  const adapter = await openSocketAdapter({ databaseUrl, redisUrl: options.redisUrl, logger });
  const sockets = createSocketServer({
    sessions,
    loadActors: loadActorsOf(samtid),
    publicUrl: new URL(origin),
    notifications,
    logger,
    gateways: [
      createMeetingGateway({ notifications, mayWatch: samtid.readMeetings.mayWatch }),
      room.gateway,
      createCheckGateway(samtid),
      createCallGateway({ ...samtid, audience }),
      createNoteGateway({ ...samtid, audience }),
      createDayGateway({ ...samtid, notifications }),
      createMediaGateway({ ...samtid, audience }),
      ...(options.gateways ?? []),
    ],
    adapter: adapter.factory,
  });
  mountSignIn(app, sessions, samtid.clock);
  sockets.attach(server);
  await notifications.start();
  const renew = () => samtid.repositories.nodes.renew(samtid.nodeId);
  await renew();
  const tabs: Tab[] = [];
  return {
    samtid,
    async session(content) {
      const browser = createCookieBrowser(origin);
      await browser.post("/session", { content: JSON.stringify(content) });
      return `${sessions.cookieName}=${browser.cookie(sessions.cookieName)}`;
    },
    async open(cookie, options = {}) {
      const tab = await openTab(origin, cookie, options);
      tabs.push(tab);
      return tab;
    },
    closeSockets: sockets.close,
    renew,
    async sweep() {
      await renew();
      await samtid.sweepSeats();
    },
    async stop() {
      await sockets.close();
      tabs.forEach(({ socket }) => socket.disconnect());
      server.closeAllConnections();
      server.close();
      sessions.close();
      await adapter.close();
      await notifications.stop();
      await samtid.database.close();
    },
  };
}

function loadActorsOf({ repositories, clock, readOwnMeetings }: Samtid) {
  return createLoadActors({
    findStaff: async ({ personId }) => (await repositories.people.findHandlaggare([personId]))[0],
    findInvitation: async ({ linkId, participantId }, individual) =>
      linkId === null
        ? individual && readOwnMeetings.participation(individual.personId, participantId)
        : repositories.links.find(linkId, clock.now()),
  });
}

/** Stands in for sign-in and for opening a link: the form says what the session is to hold. */
function mountSignIn(app: express.Express, sessions: BrowserSessions, clock: Clock): void {
  app.use(sessions.middleware, express.urlencoded());
  app.post("/session", async (request, response) => {
    const { staff, individual, invitation } = JSON.parse(
      (request.body as { content: string }).content,
    ) as Granted;
    const known = {
      provider: "test",
      subjectHash: "",
      providerSession: null,
      assurance: null,
      browserKind: null,
    };
    const signIn = { ...known, at: clock.now().toISOString() };
    if (staff) await sessions.signIn(request, { staff: { ...staff, signIn } });
    if (individual) await sessions.signIn(request, { individual: { ...individual, signIn } });
    if (invitation) await sessions.openInvitation(request, invitation);
    response.status(204).end();
  });
}

async function openTab(origin: string, cookie: string | undefined, options: TabOptions): Promise<Tab> {
  const socket: Socket = io(origin, {
    forceNew: true,
    transports: [options.transport ?? "websocket"],
    reconnectionDelay: 10,
    auth: options.as ? { as: options.as } : {},
    extraHeaders: { origin: options.origin ?? origin, ...(cookie && { cookie }) },
  });
  const told = { rooms: [] as RoomView[], changedMeetings: [] as string[], takenOver: [] as string[] };
  const tab = { socket, ...told, heard: [] as Tab["heard"] };
  socket.onAny((event: string, ...payload: unknown[]) => tab.heard.push({ event, payload }));
  const typed = socket as unknown as Socket<ServerToClientEvents, ClientToServerEvents>;
  typed.on("room:changed", (room) => tab.rooms.push(room));
  typed.on("meeting:changed", ({ meetingId }) => tab.changedMeetings.push(meetingId));
  typed.on("seat:taken-over", ({ meetingId }) => tab.takenOver.push(meetingId));
  await new Promise<void>((resolve, reject) => {
    socket.once("connect", resolve);
    socket.once("connect_error", (error) => {
      socket.disconnect();
      reject(error);
    });
  });
  const ask = (event: string, ...payload: unknown[]) =>
    socket.timeout(10_000).emitWithAck(event, ...payload) as Promise<never>;
  return { ...tab, ask, askAnything: ask };
}

import { once } from "node:events";
import { createServer, type Server } from "node:http";
import type { RequestHandler, Router } from "express";
import type { Samtid } from "./compose.ts";
import { createAgencyTextsRoutes } from "./agency-texts/agency-texts.routes.ts";
import { createCalendarRoutes } from "./calendars/calendar.routes.ts";
import { createFeedAddressRoutes } from "./calendars/feed-address.routes.ts";
import { createFeedsRoutes } from "./calendars/feeds.routes.ts";
import { createApp } from "./http/app.ts";
import { createClientFiles } from "./http/client-files.ts";
import { createDevMailRoutes, type CaughtMessages } from "./http/dev-mail.routes.ts";
import { createDocsRoutes } from "./http/docs.routes.ts";
import { createHealthRoutes } from "./http/health.routes.ts";
import { createOpenApiDocument } from "./http/openapi.ts";
import { createSameOriginGuard } from "./http/same-origin.ts";
import { createAuthentication } from "./identity/authenticate.routes.ts";
import { createBrowserSessions, type BrowserSessions } from "./identity/browser-sessions.routes.ts";
import { createLoadActors, type FindStaff, type LoadActors } from "./identity/load-actors.ts";
import { createOidcClient } from "./identity/oidc-client.ts";
import { createSessionRoutes } from "./identity/session.routes.ts";
import { createSessionStore } from "./identity/session.repository.ts";
import { createSignInRoutes, type FindStaffBySubject } from "./identity/sign-in.routes.ts";
import { createDeliveryReportRoutes } from "./invitations/delivery-reports.routes.ts";
import { createInvitationRoutes } from "./invitations/invitation.routes.ts";
import { createDraftsRoutes } from "./meetings/drafts.routes.ts";
import { createMeetingGateway } from "./meetings/meeting.gateway.ts";
import { createMeetingsRoutes } from "./meetings/meetings.routes.ts";
import { createOffersRoutes } from "./meetings/offers.routes.ts";
import { createSwapsRoutes } from "./meetings/swaps.routes.ts";
import { createExternalPartiesRoutes } from "./people/external-parties.routes.ts";
import { createOutcomesRoutes } from "./outcomes/outcomes.routes.ts";
import { createPeopleRoutes } from "./people/people.routes.ts";
import { createNotifications } from "./platform/database/notifications.ts";
import { createRecallsRoutes } from "./recalls/recalls.routes.ts";
import { createSocketServer, type SocketServer } from "./realtime/socket-server.ts";
import { createKeepPresence } from "./rooms/keep-presence.ts";
import { createRoomGateway } from "./rooms/room.gateway.ts";
import { createAbsencesRoutes } from "./scheduling/absences.routes.ts";
import { createFreeTimesRoutes } from "./scheduling/free-times.routes.ts";

/** A server that listens. */
export interface RunningServer {
  /** Takes no more requests and resolves when the running ones are answered, 3 s later at most. */
  close(): Promise<void>;
}

/** Longest a client may take to send its request, milliseconds. */
const REQUEST_TIMEOUT_MS = 30_000;
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
  const sessions = createBrowserSessions({
    createStore: createSessionStore({ pool: database.pool, logger }),
    clock,
    publicUrl: new URL(config.PUBLIC_URL),
    secrets: config.secrets.sessionKeys,
  });
  const findStaff = createFindStaff(samtid);
  const loadActors = createLoadActors({
    findStaff,
    findInvitation: ({ linkId }) => samtid.repositories.links.find(linkId, clock.now()),
  });
  const identity = await mountIdentity(samtid, sessions);
  const api = createApi(samtid, sessions, findStaff);
  const app = createApp({
    publicUrl: config.PUBLIC_URL,
    trustedProxies: config.TRUSTED_PROXIES,
    withoutSession: [
      createHealthRoutes({ pingDatabase: () => database.pool.query("select 1") }),
      createDocsRoutes(
        createOpenApiDocument(
          api.flatMap(({ described }) => described),
          config.PUBLIC_URL,
        ),
      ),
      createFeedAddressRoutes(samtid),
      createDeliveryReportRoutes(samtid),
      ...identity.provider,
    ],
    identify: [
      createSameOriginGuard({ publicUrl: new URL(config.PUBLIC_URL), cookieName: sessions.cookieName }),
      sessions.middleware,
      createAuthentication(loadActors),
    ],
    withSession: [
      ...identity.routes,
      ...api.map(({ router }) => router),
      ...(caught ? [createDevMailRoutes(caught)] : []),
    ],
    clientFiles: createClientFiles(),
    logger,
  });
  const live = createLiveDoors(samtid, sessions, loadActors);
  const server = createServer({ requestTimeout: REQUEST_TIMEOUT_MS }, app);
  answerMalformedHttp(server);
  live.sockets.attach(server);
  await live.notifications.start();
  await live.presence.start();
  await listen(server, config.PORT, config.HOST);
  return {
    async close() {
      await closeInOrder(server, live.sockets);
      await live.presence.stop();
      await live.notifications.stop();
      sessions.close();
    },
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

/** Sockets, what they hear from the database, and the beat that keeps this server's seats. */
function createLiveDoors(samtid: Samtid, sessions: BrowserSessions, loadActors: LoadActors) {
  const { config, databaseUrl, logger, clock, nodeId, sweepSeats } = samtid;
  const notifications = createNotifications({ databaseUrl, logger });
  const { gateway: room, retryDepartures } = createRoomGateway({ ...samtid, notifications });
  const meeting = createMeetingGateway({ notifications, mayRead: samtid.readMeetings.mayRead });
  const publicUrl = new URL(config.PUBLIC_URL);
  return {
    notifications,
    sockets: createSocketServer({
      sessions,
      loadActors,
      publicUrl,
      clock,
      logger,
      gateways: [meeting, room],
    }),
    presence: createKeepPresence({
      rooms: samtid.repositories.rooms,
      sweepSeats,
      retryDepartures,
      nodeId,
      logger,
    }),
  };
}

function createApi(samtid: Samtid, sessions: BrowserSessions, findStaff: FindStaff) {
  return [
    createSessionRoutes({ sessions, findStaff }),
    createPeopleRoutes(samtid),
    createExternalPartiesRoutes(samtid),
    createFreeTimesRoutes(samtid),
    createMeetingsRoutes(samtid),
    createOffersRoutes(samtid),
    createSwapsRoutes(samtid),
    createDraftsRoutes(samtid),
    createOutcomesRoutes(samtid),
    createRecallsRoutes(samtid),
    createAgencyTextsRoutes(samtid),
    createCalendarRoutes(samtid),
    createAbsencesRoutes(samtid),
    createFeedsRoutes(samtid),
    createInvitationRoutes({ ...samtid, sessions }),
  ];
}

function createFindStaff({ repositories }: Samtid): FindStaff {
  return async ({ personId, organisationId }) => {
    const [found] = await repositories.people.findHandlaggare([personId]);
    return found?.organisationId === organisationId ? found : undefined;
  };
}

/** Sign-in by the configured providers, or outside production by the development provider, which is not even loaded there. */
async function mountIdentity(
  { config, logger, clock, repositories }: Samtid,
  sessions: BrowserSessions,
): Promise<{ provider: RequestHandler[]; routes: Router[] }> {
  const publicUrl = new URL(config.PUBLIC_URL);
  const development = config.OIDC_PROVIDERS
    ? undefined
    : (await import("./identity/dev-provider/dev-provider.routes.ts")).createDevProvider({
        environment: config.NODE_ENV,
        publicUrl,
        listStaff: repositories.people.listSubjects,
      });
  const oidc = createOidcClient({
    providers: config.OIDC_PROVIDERS ?? development?.providers ?? [],
    redirectUri: new URL("/auth/callback", publicUrl),
    logger,
  });
  const findStaffBySubject: FindStaffBySubject = ({ organisationId, subject }) =>
    repositories.people.findBySubject(organisationId, subject);
  return {
    provider: development ? [development.router] : [],
    routes: [createSignInRoutes({ oidc, sessions, findStaffBySubject, clock })],
  };
}

/** What is not HTTP never reaches Express: it too is answered with a problem document. */
function answerMalformedHttp(server: Server): void {
  const body = JSON.stringify({
    type: "about:blank",
    title: "Begäran gick inte att läsa",
    status: 400,
    code: "malformed",
  });
  server.on("clientError", (_error, socket) => {
    if (!socket.writable) {
      socket.destroy();
      return;
    }
    socket.end(
      `HTTP/1.1 400 Bad Request\r\nContent-Type: application/problem+json\r\nContent-Length: ${Buffer.byteLength(body)}\r\nConnection: close\r\n\r\n${body}`,
    );
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

import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { once } from "node:events";
import express from "express";
import type { NextFunction, Request, Response } from "express";
import { Pool } from "pg";
import { createSameOriginGuard } from "../../server/http/same-origin.ts";
import {
  createAuthentication,
  requireInvited,
  requireStaff,
} from "../../server/identity/authenticate.routes.ts";
import {
  createBrowserSessions,
  type BrowserSessions,
} from "../../server/identity/browser-sessions.routes.ts";
import type { DevAccount } from "../../server/identity/dev-provider/audience.ts";
import { createDevProvider } from "../../server/identity/dev-provider/dev-provider.routes.ts";
import { createLoadActors, type LoadActors, type StaffIdentity } from "../../server/identity/load-actors.ts";
import { createOidcClient, type OidcProvider } from "../../server/identity/oidc-client.ts";
import { createSessionRoutes } from "../../server/identity/session.routes.ts";
import { createSessionStore } from "../../server/identity/session.repository.ts";
import { createSignInRoutes } from "../../server/identity/sign-in.routes.ts";
import { DomainError } from "../../server/platform/domain-error.ts";
import { createLogger } from "../../server/platform/logger.ts";

export const ANNA: StaffIdentity = {
  personId: "6f0b2c1e-35a4-4c8e-9a53-0d3a2f6a1c01",
  name: "Anna Ek",
  organisationId: "forsakringskassan",
  officeId: "6f0b2c1e-35a4-4c8e-9a53-0d3a2f6a1c02",
  officeName: "Umeå",
  role: "forsakringsutredare",
};
export const BERTIL: StaffIdentity = {
  personId: "6f0b2c1e-35a4-4c8e-9a53-0d3a2f6a1c03",
  name: "Bertil Ås",
  organisationId: "arbetsformedlingen",
  officeId: "6f0b2c1e-35a4-4c8e-9a53-0d3a2f6a1c04",
  officeName: "Skellefteå",
  role: "arbetsformedlare",
};
export const INVITATION = {
  participantId: "6f0b2c1e-35a4-4c8e-9a53-0d3a2f6a1c05",
  linkId: "6f0b2c1e-35a4-4c8e-9a53-0d3a2f6a1c06",
  meetingId: "6f0b2c1e-35a4-4c8e-9a53-0d3a2f6a1c07",
};

const STAFF = new Map([
  ["anna-subject", ANNA],
  ["bertil-subject", BERTIL],
]);
/** The agency's provider knows one more than Samtid does. */
const ACCOUNTS: DevAccount[] = [
  ...[...STAFF].map(([subject, { name, organisationId, officeName, role }]) => ({
    subject,
    name,
    organisationId,
    officeName,
    role,
  })),
  {
    subject: "cecilia-subject",
    name: "Cecilia <Ny> Öst",
    organisationId: "forsakringskassan",
    officeName: "Umeå",
    role: "forsakringsutredare",
  },
];

/** A site with nothing but sign-in and sessions, listening on a free port. */
export interface IdentitySite {
  readonly origin: string;
  readonly server: Server;
  readonly pool: Pool;
  readonly sessions: BrowserSessions;
  readonly loadActors: LoadActors;
  /** The site's clock; the test moves it. */
  readonly clock: { time: Date };
  /** Links revoked so far. */
  readonly revokedLinks: Set<string>;
  /** Handläggare who have left. */
  readonly left: Set<string>;
  close(): Promise<void>;
}

/** @param publicUrl overrides where people are said to reach the site; then nobody can sign in. */
export async function startIdentitySite(databaseUrl: string, publicUrl?: URL): Promise<IdentitySite> {
  const app = express();
  const server = createServer(app).listen(0, "127.0.0.1");
  await once(server, "listening");
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const pool = new Pool({ connectionString: databaseUrl, max: 5 });
  const control = {
    clock: { time: new Date("2026-03-02T08:00:00Z") },
    revokedLinks: new Set<string>(),
    left: new Set<string>(),
  };
  const mounted = mount(app, pool, control, publicUrl ?? new URL(origin));
  return {
    origin,
    server,
    pool,
    ...control,
    ...mounted,
    async close() {
      mounted.sessions.close();
      server.closeAllConnections();
      server.close();
      await pool.end();
    },
  };
}

type Control = Pick<IdentitySite, "clock" | "revokedLinks" | "left">;

function mount(app: express.Express, pool: Pool, control: Control, publicUrl: URL) {
  const logger = createLogger("silent");
  const clock = { now: () => control.clock.time };
  const sessions = createBrowserSessions({
    createStore: createSessionStore({ pool, logger }),
    clock,
    publicUrl,
    secrets: ["a secret for tests only"],
  });
  const { findStaff, findInvitation, findStaffBySubject } = createDirectory(control);
  const loadActors = createLoadActors({ findStaff, findInvitation });
  const development = createDevProvider({
    environment: "test",
    publicUrl,
    listStaff: async (organisationId) =>
      ACCOUNTS.filter((account) => account.organisationId === organisationId),
  });
  const oidc = createOidcClient({
    providers: [...development.providers, ...development.providers.slice(0, 1).flatMap(brokenVariants)],
    redirectUri: new URL("/auth/callback", publicUrl),
    logger,
  });
  app.use(createSameOriginGuard({ publicUrl, cookieName: sessions.cookieName }));
  app.use(development.router);
  app.use(sessions.middleware);
  app.use(createAuthentication(loadActors));
  app.use(createSignInRoutes({ oidc, sessions, clock, findStaffBySubject }));
  app.use(createSessionRoutes({ sessions, findStaff }).router);
  app.use(createTestRoutes(sessions));
  app.use(tellCode);
  return { sessions, loadActors };
}

/** `dead` listens nowhere (port 9, discard); `impostor` is set up as the other agency's. */
function brokenVariants(provider: OidcProvider): OidcProvider[] {
  return [
    { ...provider, id: "dead", issuer: "http://127.0.0.1:9/" },
    { ...provider, id: "impostor", organisationId: "arbetsformedlingen" },
  ];
}

function createDirectory({ left, revokedLinks }: Control) {
  return {
    findStaff: async ({ personId }: { personId: string }) =>
      left.has(personId) ? undefined : [...STAFF.values()].find((staff) => staff.personId === personId),
    findInvitation: async ({ linkId }: { linkId: string }) =>
      revokedLinks.has(linkId)
        ? undefined
        : { meetingId: INVITATION.meetingId, participantId: INVITATION.participantId },
    findStaffBySubject: async (known: { organisationId: string; subject: string }) => {
      const staff = STAFF.get(known.subject);
      return staff?.organisationId === known.organisationId ? staff : undefined;
    },
  };
}

function createTestRoutes(sessions: BrowserSessions) {
  const router = express.Router();
  router.post("/open-invitation", async (request, response) => {
    const { participantId, linkId } = INVITATION;
    await sessions.openInvitation(request, { participantId, linkId });
    response.status(204).end();
  });
  router.get("/staff-only", (_request, response) => void response.json(requireStaff(response)));
  router.get("/invited-only", (_request, response) => void response.json(requireInvited(response)));
  router.get("/{*path}", (_request, response) => {
    response.type("html").send('<html lang="sv"><title>Samtid</title><h1>Samtid</h1>');
  });
  return router;
}

function tellCode(error: unknown, _request: Request, response: Response, _next: NextFunction): void {
  const code = error instanceof DomainError ? error.code : String(error);
  response.status(error instanceof DomainError ? 400 : 500).json({ code });
}

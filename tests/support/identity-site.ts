import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { once } from "node:events";
import express from "express";
import type { NextFunction, Request, Response } from "express";
import type { Pool } from "pg";
import { createSameOriginGuard } from "../../server/http/same-origin.ts";
import {
  createAuthentication,
  requireFresh,
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
import { createIdentifyPerson } from "../../server/identity/identify-person.ts";
import { createReadLogoutToken } from "../../server/identity/logout-token.ts";
import { createOidcClient } from "../../server/identity/oidc-client.ts";
import { createOidcProviders, type OidcProvider } from "../../server/identity/oidc-providers.ts";
import { createProviderLogoutRoutes } from "../../server/identity/provider-logout.routes.ts";
import { createSessionRoutes } from "../../server/identity/session.routes.ts";
import { createSessionStore } from "../../server/identity/session.repository.ts";
import { createSignInRoutes } from "../../server/identity/sign-in.routes.ts";
import { createSignInsRepository } from "../../server/identity/sign-ins.repository.ts";
import { createDatabase, type Database } from "../../server/platform/database/database.ts";
import { createVault } from "../../server/platform/vault.ts";
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
  personId: "6f0b2c1e-35a4-4c8e-9a53-0d3a2f6a1c08",
};
/** The individual of the invitation, and another who has a BankID but is unknown here. Skatteverket's test numbers. */
export const DAVID = { name: "David Öst", birthYear: 1989, personnummer: "198901019813" };
const UNKNOWN = { name: "Eva Ny", birthYear: 1985, personnummer: "198501019809" };

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

export const TEST_VAULT = createVault({ test: Buffer.alloc(32, 1).toString("base64") });
export const LIMITS = { idleMinutes: 480, longestHours: 12, linkHours: 4, stepUpHours: 8 };

/**
 * @param options.publicUrl overrides where people are said to reach the site; then nobody can sign in.
 * @param options.providers besides the development provider.
 */
export async function startIdentitySite(
  databaseUrl: string,
  { publicUrl, providers = [] }: { publicUrl?: URL; providers?: readonly OidcProvider[] } = {},
): Promise<IdentitySite> {
  const app = express();
  const server = createServer(app).listen(0, "127.0.0.1");
  await once(server, "listening");
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const database = createDatabase(databaseUrl, { poolSize: 5, logger: createLogger("silent") });
  const { pool } = database;
  const control = {
    clock: { time: new Date("2026-03-02T08:00:00Z") },
    revokedLinks: new Set<string>(),
    left: new Set<string>(),
  };
  const mounted = mount(app, { database, control, publicUrl: publicUrl ?? new URL(origin), providers });
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
      await database.close();
    },
  };
}

type Control = Pick<IdentitySite, "clock" | "revokedLinks" | "left">;

interface Mounting {
  readonly database: Database;
  readonly control: Control;
  readonly publicUrl: URL;
  readonly providers: readonly OidcProvider[];
}

function mount(app: express.Express, { database, control, publicUrl, providers: further }: Mounting) {
  const { pool } = database;
  const logger = createLogger("silent");
  const clock = { now: () => control.clock.time };
  const sessions = createBrowserSessions({
    createStore: createSessionStore({ pool, logger }),
    clock,
    publicUrl,
    secrets: ["a secret for tests only"],
    limits: LIMITS,
  });
  const { findStaff, findInvitation, findStaffBySubject } = createDirectory(control);
  const loadActors = createLoadActors({ findStaff, findInvitation });
  const development = createDevProvider({
    environment: "test",
    publicUrl,
    listStaff: async (organisationId) =>
      ACCOUNTS.filter((account) => account.organisationId === organisationId),
    listIndividuals: async () => [DAVID, UNKNOWN],
  });
  const providers = createOidcProviders([
    ...development.providers,
    ...development.providers.slice(0, 1).flatMap(brokenVariants),
    ...further,
  ]);
  const oidc = createOidcClient({ providers, redirectUri: new URL("/auth/callback", publicUrl), logger });
  const vault = TEST_VAULT;
  const signIns = createSignInsRepository(database);
  const identifyPerson = createIdentifyPerson({
    findStaffBySubject,
    keepVouchedStaff: async () => undefined,
    findIndividual: async (text) => (text === DAVID.personnummer ? INVITATION.personId : undefined),
    vault,
    clock,
  });
  app.use(createSameOriginGuard({ publicUrl, cookieName: sessions.cookieName }));
  app.use(createProviderLogoutRoutes({ readLogoutToken: createReadLogoutToken(providers), signIns, vault }));
  app.use(development.router);
  app.use(sessions.middleware);
  app.use(createAuthentication(loadActors, sessions));
  app.use(createSignInRoutes({ oidc, providers, sessions, identifyPerson, publicUrl, clock }));
  app.use(
    createSessionRoutes({
      sessions,
      findStaff,
      isAdministrator: async () => false,
      isAuditor: async () => false,
      findStaffMember: async () => undefined,
      findIndividualName: async () => DAVID.name,
      providers,
      signIns,
      idleMinutes: LIMITS.idleMinutes,
    }).router,
  );
  app.use(createTestRoutes(sessions));
  app.use(tellCode);
  return { sessions, loadActors };
}

/** `dead` listens nowhere (port 9, discard); `impostor` is set up as the other agency's. */
function brokenVariants(provider: OidcProvider): OidcProvider[] {
  return [
    { ...provider, id: "dead", issuer: "http://127.0.0.1:9/" },
    { ...provider, id: "impostor", organisationId: "arbetsformedlingen" } as OidcProvider,
    { ...provider, id: "demanding", assurance: ["http://id.elegnamnden.se/loa/1.0/loa4"] },
  ];
}

function createDirectory({ left, revokedLinks }: Control) {
  return {
    findStaff: async ({ personId }: { personId: string }) =>
      left.has(personId) ? undefined : [...STAFF.values()].find((staff) => staff.personId === personId),
    findInvitation: async ({ linkId }: { linkId: string | null }) =>
      linkId !== null && revokedLinks.has(linkId)
        ? undefined
        : {
            meetingId: INVITATION.meetingId,
            participantId: INVITATION.participantId,
            personId: INVITATION.personId,
          },
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
  router.get("/fresh-only", (_request, response) => {
    requireFresh(response);
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

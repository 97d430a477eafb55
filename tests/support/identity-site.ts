import { createServer } from "node:http";
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
import { createBrowserSessions } from "../../server/identity/browser-sessions.routes.ts";
import type { DevAccount } from "../../server/identity/dev-provider/audience.ts";
import { createDevProvider } from "../../server/identity/dev-provider/dev-provider.routes.ts";
import { createLoadActors, type StaffIdentity } from "../../server/identity/load-actors.ts";
import { createOidcClient } from "../../server/identity/oidc-client.ts";
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
  readonly pool: Pool;
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
  const site = {
    origin,
    pool,
    clock: { time: new Date("2026-03-02T08:00:00Z") },
    revokedLinks: new Set<string>(),
    left: new Set<string>(),
  };
  const stop = mount(app, site, publicUrl ?? new URL(origin));
  return {
    ...site,
    async close() {
      stop();
      server.closeAllConnections();
      server.close();
      await pool.end();
    },
  };
}

function mount(app: express.Express, site: Omit<IdentitySite, "close">, publicUrl: URL): () => void {
  const logger = createLogger("silent");
  const clock = { now: () => site.clock.time };
  const sessions = createBrowserSessions({
    createStore: createSessionStore({ pool: site.pool, logger }),
    clock,
    publicUrl,
    secrets: ["a secret for tests only"],
  });
  const development = createDevProvider({
    environment: "test",
    publicUrl,
    listStaff: async (organisationId) =>
      ACCOUNTS.filter((account) => account.organisationId === organisationId),
  });
  const findStaff = async ({ personId }: { personId: string }) =>
    site.left.has(personId) ? undefined : [...STAFF.values()].find((staff) => staff.personId === personId);
  const loadActors = createLoadActors({
    findStaff,
    findInvitation: async ({ linkId }) =>
      site.revokedLinks.has(linkId)
        ? undefined
        : { meetingId: INVITATION.meetingId, participantId: INVITATION.participantId },
  });
  const [known] = development.providers;
  if (!known) throw new Error("no provider");
  const oidc = createOidcClient({
    // Port 9 (discard) is closed; `impostor` vouches for the wrong agency.
    providers: [
      ...development.providers,
      { ...known, id: "dead", issuer: "http://127.0.0.1:9/" },
      { ...known, id: "impostor", organisationId: "arbetsformedlingen" },
    ],
    redirectUri: new URL("/auth/callback", publicUrl),
    logger,
  });
  app.use(createSameOriginGuard({ publicUrl, cookieName: sessions.cookieName }));
  app.use(development.router);
  app.use(sessions.middleware);
  app.use(createAuthentication(loadActors));
  app.use(
    createSignInRoutes({
      oidc,
      sessions,
      clock,
      findStaffBySubject: async ({ organisationId, subject }) => {
        const staff = STAFF.get(subject);
        return staff?.organisationId === organisationId ? staff : undefined;
      },
    }),
  );
  app.use(createSessionRoutes({ sessions, findStaff }));
  app.post("/open-invitation", async (request, response) => {
    const { participantId, linkId } = INVITATION;
    await sessions.openInvitation(request, { participantId, linkId });
    response.status(204).end();
  });
  app.get("/staff-only", (_request, response) => void response.json(requireStaff(response)));
  app.get("/invited-only", (_request, response) => void response.json(requireInvited(response)));
  app.get(
    "/{*path}",
    (_request, response) =>
      void response.type("html").send('<html lang="sv"><title>Samtid</title><h1>Samtid</h1>'),
  );
  app.use((error: unknown, _request: Request, response: Response, _next: NextFunction) => {
    response.status(error instanceof DomainError ? 400 : 500).json({
      code: error instanceof DomainError ? error.code : String(error),
    });
  });
  return () => sessions.close();
}

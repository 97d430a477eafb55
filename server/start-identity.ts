import type { RequestHandler } from "express";
import type { Samtid } from "./compose.ts";
import { createAuthentication } from "./identity/authenticate.routes.ts";
import { createBrowserSessions } from "./identity/browser-sessions.routes.ts";
import { createIdentifyPerson } from "./identity/identify-person.ts";
import { createLimitedDoors } from "./identity/limited-doors.routes.ts";
import { createLoadActors, type FindInvitation, type FindStaff } from "./identity/load-actors.ts";
import { createReadLogoutToken } from "./identity/logout-token.ts";
import { createOidcClient } from "./identity/oidc-client.ts";
import { createOidcProviders } from "./identity/oidc-providers.ts";
import { createProviderLogoutRoutes } from "./identity/provider-logout.routes.ts";
import type { SessionLimits } from "./identity/session-content.ts";
import { createSessionStore } from "./identity/session.repository.ts";
import { createSessionRoutes } from "./identity/session.routes.ts";
import { createSignInRoutes } from "./identity/sign-in.routes.ts";

export type OpenIdentity = Awaited<ReturnType<typeof openIdentity>>;

/** Opens the doors people come in by: sign-in, sessions, and how often one may knock. */
export async function openIdentity(samtid: Samtid) {
  const { config, database, logger, clock, repositories, vault, limiter } = samtid;
  const publicUrl = new URL(config.PUBLIC_URL);
  const limits = limitsOf(samtid);
  const sessions = createBrowserSessions({
    createStore: createSessionStore({ pool: database.pool, logger }),
    clock,
    publicUrl,
    secrets: config.secrets.sessionKeys,
    limits,
  });
  const findStaff = createFindStaff(samtid);
  const loadActors = createLoadActors({ findStaff, findInvitation: createFindInvitation(samtid) });
  const development = await loadDevProvider(samtid);
  const providers = createOidcProviders(config.OIDC_PROVIDERS ?? development?.providers ?? []);
  const oidc = createOidcClient({ providers, redirectUri: new URL("/auth/callback", publicUrl), logger });
  const identifyPerson = createIdentifyPerson({
    ...samtid,
    findStaffBySubject: ({ organisationId, subject }) =>
      repositories.people.findBySubject(organisationId, subject),
  });
  const doors = createLimitedDoors(limiter);
  const withoutSession: RequestHandler[] = [
    createProviderLogoutRoutes({ ...repositories, readLogoutToken: createReadLogoutToken(providers), vault }),
    ...(development ? [development.router] : []),
  ];
  return {
    sessions,
    loadActors,
    /** The providers' own addresses, where a form may end up that signs out. */
    issuers: providers.list.map(({ issuer }) => new URL(issuer).origin),
    sessionRoutes: createSessionRoutes({
      sessions,
      providers,
      ...limits,
      ...repositories,
      ...repositories.people,
      findStaff,
      findIndividualName: repositories.individuals.findName,
    }),
    withoutSession,
    identify: [sessions.middleware, createAuthentication(loadActors, sessions), doors],
    withSession: [createSignInRoutes({ oidc, providers, sessions, identifyPerson, publicUrl, clock })],
  };
}

function limitsOf({ config }: Samtid): SessionLimits {
  return {
    idleMinutes: config.SESSION_IDLE_MINUTES,
    longestHours: config.SESSION_LONGEST_HOURS,
    linkHours: config.LINK_SESSION_HOURS,
    stepUpHours: config.STEP_UP_HOURS,
  };
}

function createFindStaff({ repositories }: Samtid): FindStaff {
  return async ({ personId, organisationId }) => {
    const [found] = await repositories.people.findHandlaggare([personId]);
    return found?.organisationId === organisationId ? found : undefined;
  };
}

function createFindInvitation({ repositories, clock, readOwnMeetings }: Samtid): FindInvitation {
  return async ({ linkId, participantId }, individual) => {
    if (linkId !== null) return repositories.links.find(linkId, clock.now());
    return individual && readOwnMeetings.participation(individual.personId, participantId);
  };
}

/** The development provider, where no other is configured: it is not even loaded in production. */
async function loadDevProvider({ config, repositories, vault }: Samtid) {
  if (config.OIDC_PROVIDERS) return undefined;
  const { createDevProvider } = await import("./identity/dev-provider/dev-provider.routes.ts");
  return createDevProvider({
    environment: config.NODE_ENV,
    publicUrl: new URL(config.PUBLIC_URL),
    listStaff: repositories.people.listSubjects,
    listIndividuals: async () =>
      (await repositories.individuals.listAll()).map(({ name, ...sealed }) => {
        const personnummer = vault.decrypt(sealed);
        return { name, personnummer, birthYear: Number(personnummer.slice(0, 4)) };
      }),
  });
}

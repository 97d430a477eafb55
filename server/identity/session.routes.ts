import { createOperations, type Operations } from "../http/operations.ts";
import type { Actor } from "./actor.ts";
import { actorOf } from "./authenticate.routes.ts";
import type { BrowserSessions } from "./browser-sessions.routes.ts";
import type { OidcProvider, OidcProviders } from "./oidc-providers.ts";
import type { SignInRecord, SignInsRepository } from "./sign-ins.repository.ts";
import type { FindStaffMember } from "../people/staff-record.ts";
import type { FindStaff } from "./load-actors.ts";
import type { IsAdministrator } from "./policy/require-administrator.ts";
import type { IsAuditor } from "./policy/require-auditor.ts";
import { Session, SignIns, SignInWays } from "./session.contract.ts";

const tag = "session";

interface Needs {
  sessions: BrowserSessions;
  providers: OidcProviders;
  signIns: Pick<SignInsRepository, "list" | "endAll">;
  idleMinutes: number;
  findStaff: FindStaff;
  isAdministrator: IsAdministrator;
  isAuditor: IsAuditor;
  findStaffMember: FindStaffMember;
  findIndividualName: (personId: string) => Promise<string | undefined>;
}

/** Who this browser is, how to sign in, where one is signed in, and signing out. */
export function createSessionRoutes(needs: Needs): Operations {
  const operations = createOperations();
  addSession(operations, needs);
  addSignIns(operations, needs);
  return operations;
}

function addSession(operations: Operations, needs: Needs): void {
  operations.add(
    {
      id: "readSession",
      method: "get",
      path: "/session",
      summary: "Vem webbläsaren är inloggad som.",
      tag,
      who: "anyone",
      status: 200,
      answer: Session,
    },
    ({ response }) => presentSession(actorOf(response), needs),
  );
  operations.add(
    {
      id: "endSession",
      method: "delete",
      path: "/session",
      summary: "Loggar ut.",
      tag,
      who: "anyone",
      status: 204,
    },
    ({ request, response }) => needs.sessions.end(request, response),
  );
}

function addSignIns(operations: Operations, needs: Needs): void {
  operations.add(
    {
      id: "listSignInWays",
      method: "get",
      path: "/sign-in-ways",
      summary: "Sätten att logga in: varje myndighets egen inloggning, och e-legitimationer.",
      tag,
      who: "anyone",
      status: 200,
      answer: SignInWays,
    },
    async () => ({ items: needs.providers.list.map(presentWay) }),
  );
  operations.add(
    {
      id: "listSignIns",
      method: "get",
      path: "/sign-ins",
      summary: "Var jag är inloggad, senast först.",
      tag,
      who: "signed_in",
      status: 200,
      answer: SignIns,
    },
    async ({ actor, request }) => {
      const records = await needs.signIns.list(actor.personId);
      return { items: records.map((record) => presentSignIn(record, request.session.id, needs)) };
    },
  );
  operations.add(
    {
      id: "endSignIns",
      method: "delete",
      path: "/sign-ins",
      summary: "Loggar ut överallt, även här.",
      tag,
      who: "signed_in",
      status: 204,
    },
    async ({ actor, request, response }) => {
      await needs.signIns.endAll(actor.personId);
      await needs.sessions.end(request, response);
    },
  );
}

function presentWay(provider: OidcProvider): SignInWays["items"][number] {
  const { id, kind, name = null } = provider;
  return { id, kind, organisationId: provider.kind === "staff" ? provider.organisationId : null, name };
}

function presentSignIn(
  { sessionId, signIn, expiresAt }: SignInRecord,
  ownSessionId: string,
  { providers, idleMinutes }: Needs,
): SignIns["items"][number] {
  const way = providers.list.find(({ id }) => id === signIn.provider);
  return {
    wayName: way?.name ?? null,
    organisationId: way?.kind === "staff" ? way.organisationId : null,
    browser: signIn.browserKind,
    signedInAt: signIn.at,
    usedAt: new Date(expiresAt.getTime() - idleMinutes * 60_000).toISOString(),
    isThis: sessionId === ownSessionId,
  };
}

async function presentSession(
  actor: Actor,
  { findStaff, isAdministrator, isAuditor, findStaffMember, findIndividualName }: Needs,
): Promise<Session> {
  if (actor.kind === "invited") {
    const { meetingId, participantId } = actor;
    return { kind: "invited", meetingId, participantId };
  }
  if (actor.kind === "individual") {
    const name = await findIndividualName(actor.personId);
    return name === undefined ? { kind: "none" } : { kind: "individual", name };
  }
  const staff = actor.kind === "staff" ? await findStaff(actor) : undefined;
  if (!staff) return { kind: "none" };
  const own = await findStaffMember(staff.personId);
  return {
    kind: "staff",
    personId: staff.personId,
    name: staff.name,
    organisationId: staff.organisationId,
    officeName: staff.officeName,
    role: staff.role,
    isAdministrator: await isAdministrator(staff.personId),
    isAuditor: await isAuditor(staff.personId),
    leadsOfficeId: own?.leadsOffice ? own.officeId : null,
  };
}

import { createOperations, type Operations } from "../http/operations.ts";
import type { Actor } from "./actor.ts";
import { actorOf } from "./authenticate.routes.ts";
import type { BrowserSessions } from "./browser-sessions.routes.ts";
import type { FindStaff } from "./load-actors.ts";
import { Session } from "./session.contract.ts";

const tag = "session";

/** Who this browser is, and signing out. */
export function createSessionRoutes(needs: { sessions: BrowserSessions; findStaff: FindStaff }): Operations {
  const operations = createOperations();
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
    ({ response }) => presentSession(actorOf(response), needs.findStaff),
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
  return operations;
}

async function presentSession(actor: Actor, findStaff: FindStaff): Promise<Session> {
  if (actor.kind === "invited") return actor;
  const staff = actor.kind === "staff" ? await findStaff(actor) : undefined;
  if (!staff) return { kind: "none" };
  return {
    kind: "staff",
    personId: staff.personId,
    name: staff.name,
    organisationId: staff.organisationId,
    officeName: staff.officeName,
    role: staff.role,
  };
}

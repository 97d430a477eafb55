import { Router } from "express";
import type { Actor } from "./actor.ts";
import { actorOf } from "./authenticate.routes.ts";
import type { BrowserSessions } from "./browser-sessions.routes.ts";
import type { FindStaff } from "./load-actors.ts";
import type { Session } from "./session.contract.ts";

/** `GET /api/v1/session`: who this browser is. `DELETE /api/v1/session`: sign out. */
export function createSessionRoutes(needs: { sessions: BrowserSessions; findStaff: FindStaff }): Router {
  const router = Router();
  router.get("/api/v1/session", async (_request, response) => {
    response.set("Cache-Control", "no-store").json(await presentSession(actorOf(response), needs.findStaff));
  });
  router.delete("/api/v1/session", async (request, response) => {
    await needs.sessions.end(request, response);
    response.status(204).end();
  });
  return router;
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

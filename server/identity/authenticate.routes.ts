import type { RequestHandler, Response } from "express";
import { DomainError } from "../platform/domain-error.ts";
import type { Actor, IndividualActor, InvitedActor, StaffActor } from "./actor.ts";
import type { BrowserSessions } from "./browser-sessions.routes.ts";
import { stepUpNeeded } from "./step-up.ts";
import { primaryActor, type Actors, type LoadActors } from "./load-actors.ts";

/** Finds out who is asking, once per request; mounted after the sessions. */
export function createAuthentication(
  loadActors: LoadActors,
  sessions: Pick<BrowserSessions, "isFresh">,
): RequestHandler {
  return async (request, response, next) => {
    response.locals.actors = await loadActors(request.session);
    response.locals.isFresh = sessions.isFresh(request.session);
    next();
  };
}

/** Who is asking: handläggare, else invited, else nobody. */
export function actorOf(response: Response): Actor {
  return primaryActor(actorsOf(response));
}

/** @throws DomainError `not_signed_in` unless a handläggare is signed in. */
export function requireStaff(response: Response): StaffActor {
  const { staff } = actorsOf(response);
  if (!staff) throw new DomainError("not_signed_in", "Du behöver logga in.");
  return staff;
}

/**
 * The invited one, also where a handläggare is signed in in the same browser.
 *
 * @throws DomainError `not_signed_in` unless this browser has opened a one-time link that still holds.
 */
export function requireInvited(response: Response): InvitedActor {
  const { invited } = actorsOf(response);
  if (!invited) throw new DomainError("not_signed_in", "Öppna länken i ditt meddelande igen.");
  return invited;
}

/** @throws DomainError `not_signed_in` unless an individual has signed in with e-ID. */
export function requireIndividual(response: Response): IndividualActor {
  const { individual } = actorsOf(response);
  if (!individual) throw new DomainError("not_signed_in", "Du behöver logga in med e-legitimation.");
  return individual;
}

/**
 * Whoever has signed in: a handläggare, else an individual.
 *
 * @throws DomainError `not_signed_in` for anybody else, a link opened or not.
 */
export function requireSignedIn(response: Response): StaffActor | IndividualActor {
  const { staff, individual } = actorsOf(response);
  const actor = staff ?? individual;
  if (!actor) throw new DomainError("not_signed_in", "Du behöver logga in.");
  return actor;
}

/** @throws DomainError `step_up_needed` where the handläggare signed in too long ago for what is most sensitive. */
export function requireFresh(response: Response): void {
  if (response.locals.isFresh !== true) throw stepUpNeeded();
}

function actorsOf(response: Response): Actors {
  return response.locals.actors as Actors;
}

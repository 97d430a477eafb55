import type { RequestHandler, Response } from "express";
import { DomainError } from "../platform/domain-error.ts";
import type { Actor, InvitedActor, StaffActor } from "./actor.ts";
import { primaryActor, type Actors, type LoadActors } from "./load-actors.ts";

/** Finds out who is asking, once per request; mounted after the sessions. */
export function createAuthentication(loadActors: LoadActors): RequestHandler {
  return async (request, response, next) => {
    response.locals.actors = await loadActors(request.session);
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

function actorsOf(response: Response): Actors {
  return response.locals.actors as Actors;
}

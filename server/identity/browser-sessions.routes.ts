import type { NextFunction, Request, RequestHandler, Response } from "express";
import expressSession from "express-session";
import type { Clock } from "../platform/clock.ts";
import { extendContent, isPastLimit, SESSION_IDLE_MILLISECONDS } from "./session-content.ts";
import type { InvitationReference, SessionContent, StaffReference } from "./session-content.ts";
import type { SessionStoreFactory } from "./session.repository.ts";

declare module "express-session" {
  // eslint-disable-next-line @typescript-eslint/no-empty-object-type -- declaration merging gives sessions our type
  interface SessionData extends SessionContent {}
}

/** The sessions of browsers. Whenever a session gains rights it gets a new id, so that a planted id is worthless. */
export interface BrowserSessions {
  readonly cookieName: string;
  /** Puts `request.session` in place. Uses nothing of Express, so it also serves `io.engine.use`. */
  readonly middleware: RequestHandler;
  /** The browser is now this handläggare. */
  signIn(request: Request, staff: StaffReference): Promise<void>;
  /** The browser has opened a one-time link. */
  openInvitation(request: Request, invitation: InvitationReference): Promise<void>;
  /** Forgets everything about the browser, on both sides. */
  end(request: Request, response: Response): Promise<void>;
  /** Stops the sweeping of expired sessions; the pool is closed by its owner. */
  close(): void;
}

interface Needs {
  createStore: SessionStoreFactory;
  clock: Clock;
  /** Where people reach the system. With https the cookie is `Secure` and has the prefix `__Host-` (RFC 6265bis). */
  publicUrl: URL;
  /** The first signs the cookie; the others are still accepted, so that secrets can be exchanged. */
  secrets: readonly [string, ...string[]];
}

/** Sessions in a cookie and a store: idle limit 8 hours, renewed by each request; absolute limit 12 hours. */
export function createBrowserSessions({ createStore, clock, publicUrl, secrets }: Needs): BrowserSessions {
  const secure = publicUrl.protocol === "https:";
  const cookieName = secure ? "__Host-samtid" : "samtid";
  const cookie = { httpOnly: true, sameSite: "lax", path: "/", secure } as const;
  const store = createStore(expressSession);
  const readSession = expressSession({
    store,
    name: cookieName,
    secret: [...secrets],
    cookie: { ...cookie, maxAge: SESSION_IDLE_MILLISECONDS },
    resave: false,
    saveUninitialized: false,
    rolling: true,
    // Only decides whether a Secure cookie is sent; a browser that is in fact on http refuses it itself.
    proxy: secure,
  });
  const gain = async (request: Request, gained: Pick<SessionContent, "staff" | "invitation">) => {
    const content = extendContent(request.session, gained, clock.now());
    await settled((done) => request.session.regenerate(done));
    Object.assign(request.session, content);
    await settled((done) => request.session.save(done));
  };
  return {
    cookieName,
    middleware: (request, response, next) => {
      void readSession(request, response, (error?: unknown) => {
        if (error) next(error);
        else enforceLimit(request, clock, next);
      });
    },
    signIn: (request, staff) => gain(request, { staff }),
    openInvitation: (request, invitation) => gain(request, { invitation }),
    end: async (request, response) => {
      await settled((done) => request.session.destroy(done));
      response.clearCookie(cookieName, cookie);
    },
    close: () => store.close(),
  };
}

function enforceLimit(request: Request, clock: Clock, next: NextFunction): void {
  if (isPastLimit(request.session, clock.now())) request.session.regenerate(next);
  else next();
}

function settled(start: (done: (error?: unknown) => void) => void): Promise<void> {
  return new Promise((resolve, reject) => {
    start((error) => {
      if (error)
        reject(error instanceof Error ? error : new Error("The session store failed", { cause: error }));
      else resolve();
    });
  });
}

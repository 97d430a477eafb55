import type { NextFunction, Request, RequestHandler, Response } from "express";
import expressSession from "express-session";
import type { SessionOptions } from "express-session";
import type { Clock } from "../platform/clock.ts";
import { extendContent, isPastLimit, SESSION_IDLE_MILLISECONDS } from "./session-content.ts";
import type {
  InvitationReference,
  SessionContent,
  SignInAttempt,
  StaffReference,
} from "./session-content.ts";
import type { SessionStore, SessionStoreFactory } from "./session.repository.ts";

declare module "express-session" {
  // eslint-disable-next-line @typescript-eslint/no-empty-object-type -- declaration merging gives sessions our type
  interface SessionData extends SessionContent {}
}

/** The sessions of browsers. Whenever a session gains rights it gets a new id, so that a planted id is worthless. */
export interface BrowserSessions {
  readonly cookieName: string;
  /** Puts `request.session` in place. Uses nothing of Express, so it also serves `io.engine.use`. */
  readonly middleware: RequestHandler;
  /** The browser is on its way to an identity provider; replaces an earlier attempt. */
  beginSignIn(request: Request, attempt: SignInAttempt): Promise<void>;
  /** Takes out the attempt under way, if any. It is gone from the store before it is used: each is answered once. */
  takeSignIn(request: Request): Promise<SignInAttempt | undefined>;
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
  const cookie = { httpOnly: true, sameSite: "lax", path: "/", secure } as const;
  const cookieName = secure ? "__Host-samtid" : "samtid";
  const store = createStore(expressSession);
  // `proxy` only decides whether a Secure cookie is sent; a browser that is in fact on http refuses it itself.
  const readSession = createReader(store, { name: cookieName, cookie, secret: [...secrets], proxy: secure });
  return {
    cookieName,
    middleware: (request, response, next) => {
      void readSession(request, response, (error?: unknown) => {
        if (error) next(error);
        else enforceLimit(request, clock, next);
      });
    },
    async beginSignIn(request, attempt) {
      request.session.signIn = attempt;
      await save(request);
    },
    async takeSignIn(request) {
      const attempt = request.session.signIn;
      delete request.session.signIn;
      if (attempt) await save(request);
      return attempt;
    },
    signIn: (request, staff) => gain(request, { staff }, clock.now()),
    openInvitation: (request, invitation) => gain(request, { invitation }, clock.now()),
    async end(request, response) {
      await settled((done) => request.session.destroy(done));
      response.clearCookie(cookieName, cookie);
    },
    close: () => store.close(),
  };
}

function createReader(store: SessionStore, options: SessionOptions): RequestHandler {
  return expressSession({
    ...options,
    store,
    cookie: { ...options.cookie, maxAge: SESSION_IDLE_MILLISECONDS },
    resave: false,
    saveUninitialized: false,
    rolling: true,
  });
}

async function gain(request: Request, gained: Pick<SessionContent, "staff" | "invitation">, now: Date) {
  const content = extendContent(request.session, gained, now);
  await settled((done) => request.session.regenerate(done));
  Object.assign(request.session, content);
  await save(request);
}

function enforceLimit(request: Request, clock: Clock, next: NextFunction): void {
  if (isPastLimit(request.session, clock.now())) request.session.regenerate(next);
  else next();
}

/** At once: left to express-session it happens while the browser may already be asking for the next page. */
function save(request: Request): Promise<void> {
  return settled((done) => request.session.save(done));
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

import { ServerResponse, type IncomingMessage } from "node:http";
import type { NextFunction, Request, RequestHandler, Response } from "express";
import expressSession from "express-session";
import type { SessionOptions } from "express-session";
import type { Clock } from "../platform/clock.ts";
import { extendContent, isFreshlySignedIn, stillGranted } from "./session-content.ts";
import type {
  Gained,
  InvitationReference,
  SessionContent,
  SessionLimits,
  SignInAttempt,
} from "./session-content.ts";
import type { SessionStore, SessionStoreFactory } from "./session.repository.ts";

declare module "express-session" {
  // eslint-disable-next-line @typescript-eslint/no-empty-object-type -- declaration merging gives sessions our type
  interface SessionData extends SessionContent {}
}

/** The sessions of browsers. Whenever a session gains rights it gets a new id, so that a planted id is worthless. */
export interface BrowserSessions {
  readonly cookieName: string;
  /** Puts `request.session` in place. */
  readonly middleware: RequestHandler;
  /** The browser is on its way to an identity provider; replaces an earlier attempt. */
  beginSignIn(request: Request, attempt: SignInAttempt): Promise<void>;
  /** Takes out the attempt under way, if any. It is gone from the store before it is used: each is answered once. */
  takeSignIn(request: Request): Promise<SignInAttempt | undefined>;
  /** The browser is now this handläggare, or this individual. */
  signIn(request: Request, person: Pick<Gained, "staff" | "individual">): Promise<void>;
  /** The browser has opened a one-time link, or one of the signed-in individual's own meetings. */
  openInvitation(request: Request, invitation: Omit<InvitationReference, "openedAt">): Promise<void>;
  /**
   * Which session a request belongs to, with nothing put on the request: the one that opens a WebSocket is kept as long as that.
   * One that has no session gets an id that no session has.
   */
  sessionIdOf(request: IncomingMessage): Promise<string>;
  /** A session as it is stored now; nothing when it has ended. */
  stored(sessionId: string): Promise<SessionContent | null | undefined>;
  /** What a stored session grants now; nothing when it is past its absolute limit. */
  granted(session: SessionContent): SessionContent | undefined;
  /** Whether a handläggare signed in lately enough for what is most sensitive. */
  isFresh(session: SessionContent): boolean;
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
  limits: SessionLimits;
}

const MINUTE_MILLISECONDS = 60_000;

/** Sessions in a cookie and a store: an idle limit, renewed by each request, and an absolute one. */
export function createBrowserSessions(needs: Needs): BrowserSessions {
  const { createStore, clock, publicUrl, secrets, limits } = needs;
  const secure = publicUrl.protocol === "https:";
  const cookie = { httpOnly: true, sameSite: "lax", path: "/", secure } as const;
  const cookieName = secure ? "__Host-samtid" : "samtid";
  const store = createStore(expressSession);
  // `proxy` only decides whether a Secure cookie is sent; a browser that is in fact on http refuses it itself.
  const idleMs = limits.idleMinutes * MINUTE_MILLISECONDS;
  const options = { name: cookieName, secret: [...secrets], proxy: secure };
  const readSession = createReader(store, { ...options, cookie: { ...cookie, maxAge: idleMs } });
  const granted = (session: SessionContent) => stillGranted(session, limits, clock.now());
  return {
    cookieName,
    middleware: (request, response, next) => {
      void readSession(request, response, (error?: unknown) => {
        if (error) next(error);
        else enforceLimits(request, granted, next);
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
    signIn: (request, person) => gain(request, person, clock.now()),
    openInvitation(request, invitation) {
      const at = clock.now();
      return gain(request, { invitation: { ...invitation, openedAt: at.toISOString() } }, at);
    },
    async sessionIdOf(request) {
      const passing = Object.create(request) as Request;
      await settled((done) => readSession(passing, new ServerResponse(passing) as Response, done));
      return passing.session.id;
    },
    stored: (sessionId) => readStored(store, sessionId),
    granted,
    isFresh: (session) => isFreshlySignedIn(session, limits, clock.now()),
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
    resave: false,
    saveUninitialized: false,
    rolling: true,
  });
}

async function gain(request: Request, gained: Gained, now: Date) {
  const content = extendContent(request.session, gained, now);
  await settled((done) => request.session.regenerate(done));
  Object.assign(request.session, content);
  await save(request);
}

function enforceLimits(request: Request, granted: BrowserSessions["granted"], next: NextFunction): void {
  const content = granted(request.session);
  if (!content) return void request.session.regenerate(next);
  if (request.session.invitation && !content.invitation) delete request.session.invitation;
  next();
}

/** At once: left to express-session it happens while the browser may already be asking for the next page. */
function save(request: Request): Promise<void> {
  return settled((done) => request.session.save(done));
}

function readStored(store: SessionStore, sessionId: string): Promise<SessionContent | null | undefined> {
  return new Promise((resolve, reject) =>
    store.get(sessionId, (error: unknown, stored) =>
      error ? reject(new Error("The session store failed", { cause: error })) : resolve(stored),
    ),
  );
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

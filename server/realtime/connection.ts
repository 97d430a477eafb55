import type { Socket } from "socket.io";
import type { ZodType } from "zod";
import { asDomainError, toProblem, UNEXPECTED, violationsFrom } from "../http/problem.ts";
import type { InvitedActor, StaffActor } from "../identity/actor.ts";
import { DomainError } from "../platform/domain-error.ts";
import type { Logger } from "../platform/logger.ts";
import type { Acknowledgement, ClientToServerEvents, ServerToClientEvents } from "./events.contract.ts";

type Command = keyof ClientToServerEvents;
type Payload<C extends Command> = Parameters<ClientToServerEvents[C]>[0];
type Answer<C extends Command> =
  Parameters<Parameters<ClientToServerEvents[C]>[1]>[0] extends Acknowledgement<infer T> ? T : never;

export type AppSocket = Socket<ClientToServerEvents, ServerToClientEvents>;

/** More commands than this waiting for their turn are refused. */
const MOST_WAITING = 50;

/** One tab's connection, as the gateways know it. Its commands, and its end, are handled one at a time, in order. */
export interface Connection {
  /** Tells browsers apart: the same for all tabs of one, and of no use as a credential. */
  readonly browser: string;
  /** Handles a command: parsed, by somebody whose rights were read anew. What is thrown becomes the answer. */
  on<C extends Command>(
    command: C,
    schema: ZodType<Payload<C>>,
    handle: (payload: Payload<C>, actor: StaffActor | InvitedActor) => Promise<Answer<C>>,
  ): void;
  emit<E extends keyof ServerToClientEvents>(event: E, ...payload: Parameters<ServerToClientEvents[E]>): void;
  /** Calls back once, after the last command, when the connection has ended. */
  onEnd(listener: () => Promise<void>): void;
  /** Breaks the connection as a bad network would: the tab connects again, anew. */
  drop(): void;
}

/** A capability's door for sockets: says what it handles on each new connection. */
export type Gateway = (connection: Connection) => void;

interface Needs {
  readonly socket: AppSocket;
  readonly browser: string;
  /** Whom the browser acts as now; nobody when the session or the rights have ended. */
  readonly currentActor: () => Promise<StaffActor | InvitedActor | undefined>;
  /** Told of the work the end of the connection causes, so that a shutdown can await it. */
  readonly onEnding: (work: Promise<void>) => void;
  readonly logger: Logger;
}

export function createConnection({ socket, browser, currentActor, onEnding, logger }: Needs): Connection {
  const known = new Set<string>();
  const takeTurn = createTurns();
  const untyped = socket as unknown as Socket;

  async function answer(args: unknown[], work: (payload: unknown) => Promise<unknown>): Promise<void> {
    const done = args.at(-1);
    const payload = typeof args[0] === "function" ? undefined : args[0];
    const result = await takeTurn(() => work(payload)).then(
      (value) => ({ ok: true, value: value ?? null }),
      (error: unknown) => ({ ok: false, problem: problemOf(error, logger) }),
    );
    if (typeof done === "function") (done as (result: unknown) => void)(result);
  }
  async function requireActor(): Promise<StaffActor | InvitedActor> {
    const actor = await currentActor();
    if (actor) return actor;
    // Answered first: what the tab is told by the broken connection comes after.
    setImmediate(() => socket.disconnect(true));
    throw new DomainError("not_signed_in", "Du behöver logga in eller öppna din länk igen.");
  }
  socket.onAny((event: unknown, ...args: unknown[]) => {
    if (known.has(String(event))) return;
    void answer(args, () => Promise.reject(new DomainError("not_found", "Det kommandot finns inte.")));
  });
  return {
    browser,
    on(command, schema, handle) {
      const event: string = command;
      known.add(event);
      untyped.on(event, (...args: unknown[]) => {
        void answer(args, async (payload) => handle(parse(schema, payload), await requireActor()));
      });
    },
    emit: (event, ...payload) => void untyped.emit(event, ...payload),
    onEnd(listener) {
      socket.once("disconnect", () =>
        onEnding(
          takeTurn(listener, { always: true }).catch((error: unknown) => {
            logger.error({ err: error }, "the end of a connection could not be handled");
          }),
        ),
      );
    },
    drop: () => socket.conn.close(),
  };
}

/** Runs work in the order it comes, one at a time. */
function createTurns() {
  let last: Promise<unknown> = Promise.resolve();
  let waiting = 0;
  return <T>(work: () => Promise<T>, { always } = { always: false }): Promise<T> => {
    if (waiting >= MOST_WAITING && !always)
      return Promise.reject(new DomainError("too_many_requests", "Vänta en stund och försök igen."));
    waiting += 1;
    const turn = last.then(work).finally(() => (waiting -= 1));
    last = turn.catch(() => undefined);
    return turn;
  };
}

function parse<T>(schema: ZodType<T>, payload: unknown): T {
  const parsed = schema.safeParse(payload);
  if (parsed.success) return parsed.data;
  throw new DomainError("invalid", "Kommandot gick inte att läsa.", {
    violations: violationsFrom(parsed.error.issues),
  });
}

function problemOf(error: unknown, logger: Logger) {
  const known = asDomainError(error);
  if (known) return toProblem(known);
  logger.error({ err: error }, "unexpected error in a socket command");
  return UNEXPECTED;
}

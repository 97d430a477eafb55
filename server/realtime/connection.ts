import pLimit, { type LimitFunction } from "p-limit";
import type { Socket } from "socket.io";
import type { ZodType } from "zod";
import { asDomainError, toProblem, UNEXPECTED, violationsFrom } from "../http/problem.ts";
import type { InvitedActor, StaffActor } from "../identity/actor.ts";
import { stepUpNeeded } from "../identity/step-up.ts";
import { DomainError } from "../platform/domain-error.ts";
import type { Logger } from "../platform/logger.ts";
import {
  SOCKET_COMMANDS,
  type Acknowledgement,
  type ClientToServerEvents,
  type ServerToClientEvents,
} from "./events.contract.ts";

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
  emit<E extends keyof ServerToClientEvents>(event: E, ...payload: Parameters<ServerToClientEvents[E]>): void;
  /** Hears from now on what is told on a channel, until it leaves it or ends. */
  join(channel: string): void;
  leave(channel: string): void;
  /** Tells everybody else on a channel, whichever server process they are connected to. Who is not there never learns it. */
  tell<E extends keyof ServerToClientEvents>(
    channel: string,
    event: E,
    ...payload: Parameters<ServerToClientEvents[E]>
  ): void;
  /** Breaks the connection as a bad network would: the tab connects again, anew. */
  drop(): void;
}

/** What all connections have in common: said once, since each idle one would else carry its own copy. */
export interface Door {
  /**
   * Handles a command: parsed, by somebody whose rights were read anew. What is thrown becomes the answer.
   *
   * @param options.stepUp needs a handläggare who has signed in lately.
   * @param options.isRush thousands ask it at once after an outage: so many at a time are handled, the others in the order they came, and
   * those who have gone meanwhile not at all.
   */
  on<C extends Command>(
    command: C,
    handle: (
      payload: Payload<C>,
      actor: StaffActor | InvitedActor,
      connection: Connection,
    ) => Promise<Answer<C>>,
    options?: HandlingOptions,
  ): void;
  /** Calls back once for each connection, after its last command, when it has ended. */
  onEnd(listener: (connection: Connection) => Promise<void>): void;
}

interface HandlingOptions {
  readonly stepUp?: boolean;
  readonly isRush?: boolean;
}

/** Whom a connection's browser acts as, and, of a handläggare, whether they signed in lately. */
export interface PresentActor {
  readonly actor: StaffActor | InvitedActor;
  readonly isFresh: boolean;
}

/** What a capability handles on every connection. */
export type Gateway = (door: Door) => void;

interface Handler extends Required<HandlingOptions> {
  readonly handle: (
    payload: never,
    actor: StaffActor | InvitedActor,
    connection: Connection,
  ) => Promise<unknown>;
}

/** What the gateways have said that they handle. */
export interface OpenDoor {
  readonly handlers: ReadonlyMap<string, Handler>;
  readonly endings: readonly ((connection: Connection) => Promise<void>)[];
  /** Where those wait who come all at once. */
  readonly rush: LimitFunction;
}

/** So many at a time of those who come at once: the database answers them as fast, and others beside them. */
export const MOST_AT_ONCE = 10;

/** Asks each gateway what it handles. */
export function openDoor(gateways: readonly Gateway[]): OpenDoor {
  const handlers = new Map<string, Handler>();
  const endings: OpenDoor["endings"][number][] = [];
  for (const gateway of gateways)
    gateway({
      on: (command, handle, { stepUp = false, isRush = false } = {}) =>
        void handlers.set(command, { handle, stepUp, isRush }),
      onEnd: (listener) => void endings.push(listener),
    });
  return { handlers, endings, rush: pLimit(MOST_AT_ONCE) };
}

interface Needs {
  readonly socket: AppSocket;
  readonly browser: string;
  readonly door: OpenDoor;
  /** Whom the browser acts as now; nobody when the session or the rights have ended. */
  readonly currentActor: (socket: AppSocket) => Promise<PresentActor | undefined>;
  /** Told of the work the end of the connection causes, so that a shutdown can await it. */
  readonly onEnding: (work: Promise<void>) => void;
  readonly logger: Logger;
}

/** Handles what a socket sends, and its end. */
export function serveConnection(needs: Needs): void {
  const connection = new ServedConnection(needs);
  const { socket, door, onEnding, logger } = needs;
  // One listener for all commands: an emitter with one for each weighs more than the rest of an idle connection.
  socket.onAny((command: unknown, ...args: unknown[]) => void connection.answer(String(command), args));
  socket.once("disconnect", () => {
    for (const end of door.endings)
      onEnding(
        connection
          .inTurn(() => end(connection))
          .catch((error: unknown) => {
            logger.error({ err: error }, "the end of a connection could not be handled");
          }),
      );
  });
}

/** A class, so that ten thousand idle connections share their methods: as closures they would double what each holds. */
class ServedConnection implements Connection {
  readonly browser: string;
  readonly #needs: Needs;
  #last: Promise<unknown> = Promise.resolve();
  #waiting = 0;

  constructor(needs: Needs) {
    this.browser = needs.browser;
    this.#needs = needs;
  }

  get #socket(): Socket {
    return this.#needs.socket;
  }
  emit(event: string, ...payload: unknown[]): void {
    this.#socket.emit(event, ...payload);
  }
  join(channel: string): void {
    void this.#socket.join(channel);
  }
  leave(channel: string): void {
    void this.#socket.leave(channel);
  }
  tell(channel: string, event: string, ...payload: unknown[]): void {
    this.#socket.to(channel).emit(event, ...payload);
  }
  drop(): void {
    this.#socket.conn.close();
  }

  /** Runs work when all before it is done. */
  inTurn<T>(work: () => Promise<T>): Promise<T> {
    this.#waiting += 1;
    const turn = this.#last.then(work).finally(() => (this.#waiting -= 1));
    this.#last = turn.then(forget, forget);
    return turn;
  }

  async answer(command: string, args: readonly unknown[]): Promise<void> {
    const done = args.at(-1);
    const payload = typeof args[0] === "function" ? undefined : args[0];
    const result = await this.#commandInTurn(command, payload).then(
      (value) => ({ ok: true, value: value ?? null }),
      (error: unknown) => ({ ok: false, problem: problemOf(error, this.#needs.logger) }),
    );
    if (typeof done === "function") (done as (result: unknown) => void)(result);
  }

  async #commandInTurn(command: string, payload: unknown): Promise<unknown> {
    if (this.#waiting >= MOST_WAITING)
      throw new DomainError("too_many_requests", "Vänta en stund och försök igen.");
    return this.inTurn(async () => {
      const handler = this.#needs.door.handlers.get(command);
      if (!handler) throw new DomainError("not_found", "Det kommandot finns inte.");
      const parsed = parse(SOCKET_COMMANDS[command as Command] as ZodType<never>, payload);
      const handle = async () => handler.handle(parsed, await this.#requireActor(handler.stepUp), this);
      return handler.isRush ? this.#needs.door.rush(() => this.#unlessGone(handle)) : handle();
    });
  }

  /** Nobody hears what is answered to one who has gone. */
  async #unlessGone<T>(handle: () => Promise<T>): Promise<T | undefined> {
    return this.#socket.connected ? handle() : undefined;
  }

  async #requireActor(stepUp: boolean): Promise<StaffActor | InvitedActor> {
    const { socket, currentActor } = this.#needs;
    const present = await currentActor(socket);
    if (stepUp && present?.actor.kind === "staff" && !present.isFresh) throw stepUpNeeded();
    if (present) return present.actor;
    // Answered first: what the tab is told by the broken connection comes after.
    setImmediate(() => socket.disconnect(true));
    throw new DomainError("not_signed_in", "Du behöver logga in eller öppna din länk igen.");
  }
}

/** Nothing that was answered is held on to. */
function forget(): void {}

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

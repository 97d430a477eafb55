import type { Acknowledgement, ClientToServerEvents } from "../../../server/realtime/events.contract.ts";
import { localProblem } from "../api/api.ts";
import { ProblemError } from "../api/problem.ts";
import type { AppSocket } from "./socket.ts";

const ANSWERED_WITHIN_MS = 8_000;

type Commands = keyof ClientToServerEvents;
type Payload<Command extends Commands> = Parameters<ClientToServerEvents[Command]>[0];
type Answer<Command extends Commands> =
  Parameters<Parameters<ClientToServerEvents[Command]>[1]>[0] extends Acknowledgement<infer Value>
    ? Value
    : never;

/**
 * Sends a command and waits for its answer.
 *
 * @throws {ProblemError} when the server refuses, or no answer came in time (`code: "network"`).
 */
export async function ask<Command extends Commands>(
  socket: AppSocket,
  command: Command,
  payload: Payload<Command>,
): Promise<Answer<Command>> {
  const timed = socket.timeout(ANSWERED_WITHIN_MS) as unknown as {
    emitWithAck(command: string, payload: unknown): Promise<Acknowledgement<Answer<Command>>>;
  };
  const answer = await timed.emitWithAck(command, payload).catch(() => undefined);
  if (!answer) throw new ProblemError(localProblem("network", 0));
  if (!answer.ok) throw new ProblemError(answer.problem);
  return answer.value;
}

/**
 * The same for what is done from a seat in the room. Nothing is kept until the connection is back: it would reach the server before one
 * has one's seat again, and be refused.
 *
 * @throws {ProblemError} at once when the connection is lost (`code: "network"`).
 */
export async function askFromSeat<Command extends Commands>(
  socket: AppSocket,
  command: Command,
  payload: Payload<Command>,
): Promise<Answer<Command>> {
  if (!socket.connected) throw new ProblemError(localProblem("network", 0));
  return ask(socket, command, payload);
}

import { once } from "node:events";
import { connect, type Socket } from "node:net";
import { performance } from "node:perf_hooks";

/** An answer, and how long it took to come whole, milliseconds. */
export interface TimedAnswer {
  readonly status: number;
  readonly headers: string;
  readonly body: Buffer;
  readonly ms: number;
}

/** A connection that is kept and takes one request at a time: what asks must cost little beside what answers. */
export interface PlainConnection {
  get(path: string, headers?: Readonly<Record<string, string>>): Promise<TimedAnswer>;
  close(): void;
}

const HEAD_END = "\r\n\r\n";

/** Opens a connection to a server on this machine. */
export async function connectPlainly(port: number): Promise<PlainConnection> {
  const socket = connect(port, "127.0.0.1").setNoDelay(true);
  await once(socket, "connect");
  // What goes wrong with a connection closes it, and that is what its answer waits for.
  socket.on("error", () => undefined);
  return {
    async get(path, headers = {}) {
      const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
      const from = performance.now();
      socket.write(`GET ${path} HTTP/1.1\r\nHost: localhost\r\n${lines.join("")}\r\n`);
      const answer = await readAnswer(socket);
      return { ...answer, ms: performance.now() - from };
    },
    close: () => socket.destroy(),
  };
}

/** Until as many octets have come as the head promises. */
function readAnswer(socket: Socket): Promise<Omit<TimedAnswer, "ms">> {
  return new Promise((resolve, reject) => {
    let received: Buffer = Buffer.alloc(0);
    const read = (part: Buffer): void => {
      received = received.length === 0 ? part : Buffer.concat([received, part]);
      const end = received.indexOf(HEAD_END);
      if (end < 0) return;
      const headers = received.toString("latin1", 0, end);
      const status = Number(headers.slice(9, 12));
      const length = status === 304 ? 0 : Number(/content-length: (\d+)/i.exec(headers)?.[1] ?? Number.NaN);
      const bodyFrom = end + HEAD_END.length;
      if (received.length < bodyFrom + length) return;
      socket.off("data", read).off("close", closed);
      resolve({ status, headers, body: received.subarray(bodyFrom) });
    };
    const closed = (): void => reject(new Error("The server closed the connection"));
    socket.on("data", read).once("close", closed);
  });
}

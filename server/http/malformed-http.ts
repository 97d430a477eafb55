import { STATUS_CODES, type Server } from "node:http";

const TITLE = {
  400: "Begäran gick inte att läsa",
  408: "Begäran tog för lång tid",
  431: "Begäran är för stor",
} as const;
const STATUS: Record<string, keyof typeof TITLE> = {
  ERR_HTTP_REQUEST_TIMEOUT: 408,
  HPE_HEADER_OVERFLOW: 431,
};

/** What is not HTTP, or comes too slowly to be, never reaches Express: it too is answered with a problem document. */
export function answerMalformedHttp(server: Server): void {
  server.on("clientError", (error: NodeJS.ErrnoException, socket) => {
    if (!socket.writable) {
      socket.destroy();
      return;
    }
    const status = STATUS[error.code ?? ""] ?? 400;
    const problem = { type: "about:blank", title: TITLE[status], status, code: "malformed" };
    const body = JSON.stringify(problem);
    socket.end(
      `HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\nContent-Type: application/problem+json\r\nContent-Length: ${Buffer.byteLength(body)}\r\nConnection: close\r\n\r\n${body}`,
    );
  });
}

import { once } from "node:events";
import { createServer, type IncomingHttpHeaders, type RequestListener } from "node:http";
import type { AddressInfo } from "node:net";

/** Somebody's published calendar, on this machine. */
export interface CalendarServer {
  readonly origin: string;
  /** The headers of each request so far, and what it asked for. */
  readonly requests: (IncomingHttpHeaders & { path: string })[];
  /** What is answered from now on. */
  answer(listener: RequestListener): void;
  stop(): Promise<void>;
}

export async function startCalendarServer(): Promise<CalendarServer> {
  let listener: RequestListener = (_request, response) => response.writeHead(404).end();
  const requests: CalendarServer["requests"] = [];
  const server = createServer((request, response) => {
    requests.push({ ...request.headers, path: request.url ?? "" });
    listener(request, response);
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests,
    answer: (next) => (listener = next),
    async stop() {
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };
}

/** Answers with a calendar of some events, each its own lines, and the validators of a version. */
export function calendarOf(events: readonly string[], headers: Record<string, string> = {}): RequestListener {
  const text = calendarText(events);
  return (request, response) => {
    if (headers.etag && request.headers["if-none-match"] === headers.etag) {
      response.writeHead(304, headers).end();
      return;
    }
    response.writeHead(200, { "content-type": "text/calendar", ...headers }).end(text);
  };
}

/** A calendar with the lines of some events. */
export function calendarText(events: readonly string[]): string {
  const lines = events.flatMap((event) => ["BEGIN:VEVENT", event, "END:VEVENT"]);
  return ["BEGIN:VCALENDAR", "VERSION:2.0", ...lines, "END:VCALENDAR", ""].join("\r\n");
}

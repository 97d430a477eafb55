import { raw, type RequestHandler } from "express";
import { z } from "zod";
import { Id } from "../../http/conventions.contract.ts";
import { createOperations, type Operations } from "../../http/operations.ts";
import { requireStaff } from "../../identity/authenticate.routes.ts";
import { DomainError } from "../../platform/domain-error.ts";
import { BusySource, BusySourceList, NewBusyFile, NewBusySource } from "./busy-sources.contract.ts";
import { LARGEST_CALENDAR } from "./calendar-reading.ts";
import type { KeepBusySources } from "./keep-busy-sources.ts";
import sv from "./locales/sv.json" with { type: "json" };

const tag = "busy-sources";
const CALENDAR = "text/calendar";

/** A handläggare's other calendars, which keep them from being booked. */
export function createBusySourcesRoutes({ busySources }: { busySources: KeepBusySources }): Operations {
  const operations = createOperations();
  operations.add(
    {
      id: "listBusySources",
      method: "get",
      path: "/busy-sources",
      summary: "Egna andra kalendrar, och hur det gick att läsa dem.",
      tag,
      who: "staff",
      status: 200,
      answer: BusySourceList,
    },
    ({ actor }) => busySources.list(actor),
  );
  operations.add(
    {
      id: "addBusySource",
      method: "post",
      path: "/busy-sources",
      summary: "Lägger till en publicerad kalender. Den läses först; adressen visas aldrig igen.",
      tag,
      who: "staff",
      body: NewBusySource,
      status: 201,
      answer: BusySource,
    },
    ({ actor, body }) => busySources.add(actor, body),
  );
  // What nobody signed in has sent is not even read.
  operations.router.post("/api/v1/busy-files", staffOnly, calendarOnly, readCalendarFile);
  operations.add(
    {
      id: "uploadBusyFile",
      method: "post",
      path: "/busy-files",
      summary: "Lägger till en kalenderfil (text/calendar, högst 5 MB). Den gäller i 31 dagar.",
      tag,
      who: "staff",
      query: NewBusyFile,
      body: z.instanceof(Uint8Array).meta({ type: "string", contentMediaType: CALENDAR }),
      status: 201,
      answer: BusySource,
    },
    ({ actor, query, body }) => busySources.upload(actor, query, body),
  );
  operations.add(
    {
      id: "readBusySource",
      method: "post",
      path: "/busy-sources/:sourceId/readings",
      summary: "Läser kalendern nu.",
      tag,
      who: "staff",
      params: z.strictObject({ sourceId: Id }),
      status: 200,
      answer: BusySource,
    },
    ({ actor, params }) => busySources.readNow(actor, params.sourceId),
  );
  operations.add(
    {
      id: "removeBusySource",
      method: "delete",
      path: "/busy-sources/:sourceId",
      summary: "Tar bort kalendern. Det som ligger i den hindrar inte längre bokning.",
      tag,
      who: "staff",
      params: z.strictObject({ sourceId: Id }),
      status: 204,
    },
    ({ actor, params }) => busySources.remove(actor, params.sourceId),
  );
  return operations;
}

const staffOnly: RequestHandler = (_request, response, next) => {
  requireStaff(response);
  next();
};
const calendarOnly: RequestHandler = (request, _response, next) => {
  if (!request.is(CALENDAR)) throw new DomainError("malformed", sv.notCalendarFile);
  next();
};
const readCalendarFile = raw({ type: CALENDAR, limit: LARGEST_CALENDAR.bytes });

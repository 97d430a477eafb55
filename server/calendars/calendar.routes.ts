import { z } from "zod";
import { Id } from "../http/conventions.contract.ts";
import { createOperations, type Operations } from "../http/operations.ts";
import { BusyTime, OwnCalendar, TimeRange } from "./calendars.contract.ts";
import type { DownloadMeeting } from "./download-meeting.ts";
import type { ReadCalendar } from "./read-calendar.ts";

const tag = "calendar";

/** One's own week and one's own meetings as files, and when others can't be met. */
export function createCalendarRoutes({
  readCalendar,
  downloadMeeting,
}: {
  readCalendar: ReadCalendar;
  downloadMeeting: DownloadMeeting;
}): Operations {
  const operations = createOperations();
  operations.add(
    {
      id: "readOwnCalendar",
      method: "get",
      path: "/calendar",
      summary: "Egna möten, arbetstid och frånvaro, och helgdagar.",
      tag,
      who: "staff",
      query: TimeRange,
      status: 200,
      answer: OwnCalendar,
    },
    ({ actor, query }) => readCalendar.own(actor, periodOf(query)),
  );
  operations.add(
    {
      id: "readBusyTimes",
      method: "get",
      path: "/handlaggare/:personId/busy-times",
      summary: "När en handläggare är upptagen, utan att säga med vad. Utanför arbetstid är upptaget.",
      tag,
      who: "staff",
      params: z.strictObject({ personId: Id }),
      query: TimeRange,
      status: 200,
      answer: BusyTime,
    },
    ({ params, query }) => readCalendar.busyTime(params.personId, periodOf(query)),
  );
  operations.add(
    {
      id: "downloadMeeting",
      method: "get",
      path: "/meetings/:meetingId/calendar-entry",
      summary: "Ett eget möte som kalenderfil.",
      tag,
      who: "staff",
      params: z.strictObject({ meetingId: Id }),
      status: 200,
      contentType: "text/calendar; charset=utf-8",
    },
    async ({ actor, params, response }) => {
      const entry = await downloadMeeting(actor, params.meetingId);
      response.set("Cache-Control", "no-store");
      response.type("text/calendar; charset=utf-8").attachment("mote.ics").send(entry);
    },
  );
  return operations;
}

function periodOf({ from, to }: z.infer<typeof TimeRange>) {
  return { startAt: new Date(from), endAt: new Date(to) };
}

import { DateTime } from "luxon";
import { exchangeZone } from "../support/foreign-calendars/zone-definitions.ts";
import { createChance } from "../support/foreign-calendars/random.ts";

const TZID = "W. Europe Standard Time";

/** A calendar as Outlook publishes it, with everything in it: one event of ten comes again. The same each time. */
export function outlookFile(events: number): Buffer {
  const chance = createChance(2026);
  const body = "Hej! Vi ses i rummet på plan 3. Ta gärna med underlaget från förra gången.\\n".repeat(6);
  const components = Array.from({ length: events }, (_, index) => {
    const start = DateTime.utc(2025, 9, 1).plus({
      days: chance.whole(540),
      minutes: 480 + 30 * chance.whole(16),
    });
    const stamp = (at: DateTime) => `;TZID=${TZID}:${at.toFormat("yyyyMMdd'T'HHmmss")}`;
    return [
      "BEGIN:VEVENT",
      `DESCRIPTION:${body}`,
      ...(chance.percent(10)
        ? [`RRULE:${rule(chance.whole(4))}`, `EXDATE${stamp(start.plus({ weeks: 2 }))}`]
        : []),
      `UID:040000008200E00074C5B7101A82E008${String(index).padStart(16, "0")}`,
      `SUMMARY:Möte ${index} om något viktigt`,
      `DTSTART${stamp(start)}`,
      `DTEND${stamp(start.plus({ minutes: 30 * (1 + chance.whole(4)) }))}`,
      "CLASS:PUBLIC",
      "PRIORITY:5",
      "DTSTAMP:20260301T080000Z",
      "TRANSP:OPAQUE",
      "STATUS:CONFIRMED",
      "SEQUENCE:0",
      "LOCATION:Rum 3\\, Storgatan 1",
      "X-MICROSOFT-CDO-APPT-SEQUENCE:0",
      `X-MICROSOFT-CDO-BUSYSTATUS:${chance.oneOf(["BUSY", "BUSY", "TENTATIVE", "FREE", "OOF"])}`,
      "X-MICROSOFT-CDO-INTENDEDSTATUS:BUSY",
      "X-MICROSOFT-CDO-ALLDAYEVENT:FALSE",
      "X-MICROSOFT-CDO-IMPORTANCE:1",
      "X-MICROSOFT-DONOTFORWARDMEETING:FALSE",
      "BEGIN:VALARM",
      "DESCRIPTION:REMINDER",
      "TRIGGER;RELATED=START:-PT15M",
      "ACTION:DISPLAY",
      "END:VALARM",
      "END:VEVENT",
    ];
  });
  const lines = ["BEGIN:VCALENDAR", "METHOD:PUBLISH", "PRODID:Microsoft Exchange Server 2010", "VERSION:2.0"];
  const all = [...lines, ...exchangeZone(TZID), ...components.flat(), "END:VCALENDAR", ""];
  return Buffer.from(all.map((line) => line.replace(/.{73}/gu, "$&\r\n ")).join("\r\n"));
}

function rule(kind: number): string {
  return [
    "FREQ=WEEKLY;UNTIL=20270601T060000Z;INTERVAL=1;BYDAY=MO;WKST=MO",
    "FREQ=WEEKLY;INTERVAL=2;BYDAY=TU,TH;WKST=MO",
    "FREQ=MONTHLY;INTERVAL=1;BYDAY=1MO",
    "FREQ=DAILY;COUNT=10;INTERVAL=1",
  ][kind]!;
}

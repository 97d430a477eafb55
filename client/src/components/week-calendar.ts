import "temporal-polyfill/global";
import "@fullcalendar/vue3/skeleton.css";
import "@fullcalendar/vue3/themes/classic/theme.css";
import "@fullcalendar/vue3/themes/classic/palette.css";
import type { CalendarOptions } from "@fullcalendar/vue3";
import swedish from "@fullcalendar/vue3/locales/sv";
import classicTheme from "@fullcalendar/vue3/themes/classic";
import timeGrid from "@fullcalendar/vue3/timegrid";
import { ZONE } from "../time/format-time.ts";
import "./week-calendar.scss";

/**
 * What every calendar of a week has in common: Monday first, Swedish clocks whatever the browser's zone, and names that screen
 * readers can tell.
 *
 * @param timesLabel what the column of hours is called.
 * @param hours the first hour shown, and the one at which it ends.
 */
export function weekCalendarOptions(
  timesLabel: string,
  { from, to }: { from: number; to: number },
): CalendarOptions {
  return {
    plugins: [timeGrid, classicTheme],
    initialView: "timeGridWeek",
    timeZone: ZONE,
    locale: swedish,
    firstDay: 1,
    headerToolbar: false,
    height: "auto",
    allDaySlot: false,
    timedText: timesLabel,
    slotEventOverlap: false,
    slotHeaderInterval: "01:00:00",
    slotMinTime: hourOption(from),
    slotMaxTime: hourOption(to),
    // The day's name is hidden from screen readers in favour of a label that says less.
    dayHeaderDidMount: ({ el }) => el.querySelector("[aria-hidden]")?.removeAttribute("aria-hidden"),
    viewDidMount: ({ el }) => nameTimeHeader(el, timesLabel),
  };
}

const hourOption = (hour: number) => `${String(hour).padStart(2, "0")}:00:00`;

/** The column of hours has a header cell without a text. */
function nameTimeHeader(view: HTMLElement, timesLabel: string) {
  const name = document.createElement("span");
  name.className = "sr-only";
  name.textContent = timesLabel;
  view.querySelector("[role=rowheader]:empty")?.append(name);
}

import { readonly, ref, shallowRef } from "vue";

/** A short message about something that has happened. */
interface Notice {
  readonly id: number;
  readonly text: string;
  readonly tone: "success" | "info";
}

const SHOWN_MS = 10_000;
const shown = ref<Notice[]>([]);
const spoken = shallowRef("");
let lastId = 0;

/** What `NoticeRegion` shows. */
export const notices = readonly(shown);
/** What `NoticeRegion` reads out without showing. */
export const announcement = readonly(spoken);

/**
 * Shows a message at the bottom of the window for a while and reads it out politely. For what went well or changed
 * elsewhere ("Mötet är bokat"); what the person must act on stands on the page, in a `ProblemMessage`.
 */
export function notify(text: string, tone: Notice["tone"] = "success"): void {
  const id = ++lastId;
  shown.value = [...shown.value.slice(-2), { id, text, tone }];
  setTimeout(() => dismissNotice(id), SHOWN_MS);
}

/** Takes a message away before its time. */
export function dismissNotice(id: number): void {
  shown.value = shown.value.filter((notice) => notice.id !== id);
}

/** Reads a text out to those who use a screen reader, for changes that others see ("12 tider hittades"). */
export function announce(text: string): void {
  spoken.value = "";
  requestAnimationFrame(() => (spoken.value = text));
}

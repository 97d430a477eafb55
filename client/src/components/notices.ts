import { readonly, ref, shallowRef } from "vue";

/** A short message about something that has happened. */
interface Notice {
  readonly id: number;
  readonly text: string;
  readonly tone: "success" | "info";
  readonly action?: NoticeAction | undefined;
}

/** What can be done about what has happened, while the message shows: to undo it. */
interface NoticeAction {
  readonly label: string;
  readonly run: () => void;
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
export function notify(text: string, tone: Notice["tone"] = "success", action?: NoticeAction): void {
  const id = ++lastId;
  shown.value = [...shown.value.slice(-2), { id, text, tone, action }];
  setTimeout(() => dismissNotice(id), SHOWN_MS);
}

/** Takes a message away before its time. */
export function dismissNotice(id: number): void {
  shown.value = shown.value.filter((notice) => notice.id !== id);
}

let toSpeak: string[] = [];

/** Reads a text out to those who use a screen reader, for changes that others see ("12 tider hittades"). What comes at once is read out as one text. */
export function announce(text: string): void {
  spoken.value = "";
  toSpeak.push(text);
  if (toSpeak.length > 1) return;
  requestAnimationFrame(() => {
    spoken.value = toSpeak.join(" ");
    toSpeak = [];
  });
}

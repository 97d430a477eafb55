import { ref, watch } from "vue";

const SETTING = "samtid.daySound";
const SOUNDED = "samtid.daySounded";
const NOTES_HZ = [660, 880] as const;
const NOTE_SECONDS = 0.22;

/** Whether this browser sounds when somebody waits; kept in it. */
export const isSoundOn = ref(read(SETTING) !== "off");
watch(isSoundOn, (on) => write(SETTING, on ? "on" : "off"));

/** Two soft notes, once for each occasion in this browser, however many tabs are open. Silent where the browser allows no sound yet. */
export function sound(occasion: string): void {
  if (!isSoundOn.value || read(SOUNDED) === occasion) return;
  write(SOUNDED, occasion);
  const context = new AudioContext();
  const gain = new GainNode(context, { gain: 0.06 });
  gain.connect(context.destination);
  const notes = NOTES_HZ.map((frequency, index) => {
    const note = new OscillatorNode(context, { frequency });
    note.connect(gain);
    note.start(index * NOTE_SECONDS);
    note.stop((index + 1) * NOTE_SECONDS);
    return note;
  });
  notes.at(-1)?.addEventListener("ended", () => void context.close());
}

/** Storage may be shut off: then the setting lasts as long as the page. */
function read(key: string): string | null {
  try {
    return localStorage.getItem(key);
  } catch {
    return null;
  }
}

function write(key: string, value: string): void {
  try {
    localStorage.setItem(key, value);
  } catch {
    // Nothing is kept then.
  }
}

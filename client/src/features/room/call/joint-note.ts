import type { JointNoteView } from "../../../../../server/rooms/call/call.contract.ts";
import { mergeText } from "./merge-text.ts";

/** How long what is typed waits to be saved, milliseconds: a browser or server that dies loses no more. */
const SAVED_AFTER_MS = 700;
const TRIED_AGAIN_MS = 2_000;

/** What a joint note needs of its surroundings. */
interface Surroundings {
  /** Saves over a revision; gives the newest when somebody else was first. @throws when no answer came. */
  readonly save: (text: string, seen: number) => Promise<{ saved: boolean; note: JointNoteView }>;
  /** Shows a text that has changed by others. */
  readonly show: (text: string) => void;
  readonly later: (work: () => void, milliseconds: number) => () => void;
  /** Whether all that is typed is saved. */
  readonly onSaved: (isSaved: boolean) => void;
}

/**
 * A note that several write at once. The server's text is the truth: what is typed is saved over the revision it was typed
 * over, and when that is no longer the newest, merged with the newest and saved again. Nothing typed is thrown away.
 */
export function createJointNote({ save, show, later, onSaved }: Surroundings) {
  let base: JointNoteView = { text: "", revision: 0 };
  let text = "";
  let isSaving = false;
  let cancel: (() => void) | undefined;
  /** What came while a save was under way: whether it holds that save is known when the save is answered. */
  let waiting: JointNoteView | undefined;
  let unanswered: string | undefined;

  function merge(newest: JointNoteView): void {
    if (newest.revision <= base.revision) return;
    // What was sent may have been saved although no answer came.
    const from = newest.text === unanswered ? unanswered : base.text;
    const merged = mergeText(from, newest.text, text);
    base = newest;
    if (merged !== text) {
      text = merged;
      show(text);
    }
  }
  function plan(milliseconds: number): void {
    onSaved(text === base.text && !isSaving);
    if (cancel || isSaving || text === base.text) return;
    cancel = later(() => void saveNow(), milliseconds);
  }
  async function saveNow(): Promise<void> {
    cancel = undefined;
    const sent = text;
    isSaving = true;
    const answer = await save(sent, base.revision).catch(() => undefined);
    isSaving = false;
    unanswered = answer ? undefined : sent;
    // What was sent is known to the server: what has been typed since is merged with that.
    if (answer?.saved) base = { text: sent, revision: answer.note.revision };
    else if (answer) merge(answer.note);
    if (waiting) merge(waiting);
    waiting = undefined;
    plan(answer ? SAVED_AFTER_MS : TRIED_AGAIN_MS);
  }
  return {
    /** What somebody else has saved, or what the note is now. */
    receive(newest: JointNoteView): void {
      if (isSaving) {
        if (newest.revision > (waiting?.revision ?? 0)) waiting = newest;
        return;
      }
      merge(newest);
      plan(SAVED_AFTER_MS);
    },
    type(typed: string): void {
      text = typed;
      plan(SAVED_AFTER_MS);
    },
    /** Saves at once what is not saved, since the page goes. */
    flush(): void {
      cancel?.();
      cancel = undefined;
      if (text !== base.text && !isSaving) void save(text, base.revision).catch(() => undefined);
    },
  };
}

import { nextTick, onBeforeUnmount, ref, type Ref } from "vue";
import type { JointNoteView } from "../../../../../server/rooms/call/call.contract.ts";
import { ask } from "../../../realtime/ask.ts";
import { useSocket, type ComesAs } from "../../../realtime/socket.ts";
import { createJointNote } from "./joint-note.ts";
import { caretAfter } from "./merge-text.ts";

/** The joint notes of a meeting one is in: `text` to be shown, `type` for what one writes in the field. */
export function useJointNote(
  meetingId: string,
  as: ComesAs,
  field: Readonly<Ref<HTMLTextAreaElement | null>>,
) {
  const socket = useSocket(as);
  const text = ref("");
  const isSaved = ref(true);
  /** Whether one may read it: an agency that the individual no longer agrees to may not. */
  const isRefused = ref(false);

  /** The caret, and what is selected, stay by the words they stood by. */
  function show(shown: string) {
    const { value: area } = field;
    const selection = area && ([area.selectionStart, area.selectionEnd] as const);
    const before = text.value;
    text.value = shown;
    if (!area || !selection || document.activeElement !== area) return;
    const [start, end] = selection.map((caret) => caretAfter(before, shown, caret));
    void nextTick(() => area.setSelectionRange(start ?? 0, end ?? 0));
  }
  const note = createJointNote({
    save: (typed, seen) => ask(socket, "note:write", { meetingId, text: typed, seen }),
    show,
    later(work, milliseconds) {
      const timer = setTimeout(work, milliseconds);
      return () => clearTimeout(timer);
    },
    onSaved: (saved) => (isSaved.value = saved),
  });
  async function read() {
    const newest = await ask(socket, "note:read", { meetingId }).catch(
      (error: { problem?: { code: string } }) => {
        isRefused.value = error.problem?.code === "not_allowed";
      },
    );
    if (newest) note.receive(newest);
  }
  const onChanged = ({ meetingId: changedIn, ...newest }: { meetingId: string } & JointNoteView) => {
    if (changedIn === meetingId) note.receive(newest);
  };
  socket.on("note:changed", onChanged);
  onBeforeUnmount(() => {
    socket.off("note:changed", onChanged);
    note.flush();
  });
  return {
    text,
    isSaved,
    isRefused,
    /** Also after a lost connection: what was written meanwhile was told to nobody who was away. */
    read,
    type(typed: string) {
      text.value = typed;
      note.type(typed);
    },
  };
}

import { computed, onBeforeUnmount, ref, shallowReactive, shallowRef } from "vue";
import type { RoomView } from "../../../../../server/rooms/rooms.contract.ts";
import { createLocalMedia, type LocalMedia, type LocalState } from "../../../media/local-media.ts";
import type { PeerStatus, ShownHeights, Source } from "../../../media/media-session.ts";
import { useSocket, type ComesAs } from "../../../realtime/socket.ts";
import { rememberChoice, startingChoice } from "./starting-choice.ts";
import type { RelayReader } from "./relay-ahead.ts";
import type { SignalInbox } from "./signal-inbox.ts";
import { useHearing } from "./use-hearing.ts";
import { useMediaSession } from "./use-media-session.ts";
import { useSpeaking } from "./use-speaking.ts";

/** What comes from one of the others. */
type RemoteMedia = Partial<Record<Source, MediaStreamTrack | null>> & { readonly status?: PeerStatus };

/** Sound and picture of a call, for those who show it. */
export function useCallMedia(
  room: () => RoomView,
  { as, inbox, relay }: { as: ComesAs; inbox: SignalInbox; relay: RelayReader },
) {
  const socket = useSocket(as);
  const session = useMediaSession(room, { socket, inbox, relay });
  const remotes = shallowReactive(new Map<string, RemoteMedia>());
  const own = shallowRef<LocalState>();
  /** Without the others' pictures: less data, and less to look at. */
  const isAudioOnly = ref(false);

  const learn = (participantId: string, news: RemoteMedia) =>
    remotes.set(participantId, { ...remotes.get(participantId), ...news });
  session.onRemoteTrack((participantId, source, track) => learn(participantId, { [source]: track }));
  session.onPeer((participantId, status) => {
    if (status) learn(participantId, { status });
    else remotes.delete(participantId);
  });
  const local = createLocalMedia(session, (state) => (own.value = state));
  begin(local, as);
  onBeforeUnmount(() => local.close());

  const heights = new Map<string, ShownHeights>();
  const show = (participantId: string, shown: Partial<ShownHeights>) => {
    const now = { camera: 0, screen: 0, ...heights.get(participantId), ...shown };
    heights.set(participantId, now);
    session.setRemoteQuality(participantId, isAudioOnly.value ? { ...now, camera: 0 } : now);
  };

  return {
    session,
    /** Says how tall somebody's picture is shown here. */
    show: (participantId: string, source: keyof ShownHeights, height: number) =>
      show(participantId, { [source]: height }),
    setAudioOnly(isOn: boolean) {
      isAudioOnly.value = isOn;
      for (const participantId of remotes.keys()) show(participantId, {});
    },
    local,
    own: computed(() => own.value!),
    remotes,
    isAudioOnly,
    speaking: useSpeaking(session, own),
    unheard: useHearing(room, { socket, session, statusOf: (id) => remotes.get(id)?.status }),
    async setMicrophone(isOn: boolean) {
      rememberChoice({ microphone: isOn });
      await local.setMicrophone(isOn);
    },
    async setCamera(isOn: boolean) {
      rememberChoice({ camera: isOn });
      await local.setCamera(isOn);
    },
  };
}
export type CallMedia = ReturnType<typeof useCallMedia>;

/** The camera of somebody at home is theirs to turn on; what they chose last time holds. */
function begin(local: LocalMedia, as: ComesAs): void {
  const { microphone, camera } = startingChoice(as);
  void local.setMicrophone(true).then(() => (microphone ? undefined : local.setMicrophone(false)));
  if (camera) void local.setCamera(true);
}

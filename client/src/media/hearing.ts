import type { PeerStats, PeerStatus } from "./media-session.ts";

/** Whether each one's sound comes in; null when they have no microphone. */
export type Heard = readonly { readonly participantId: string; readonly heard: boolean | null }[];

/** Whose report of whom they hear is still news. */
const NEWS_MS = 15_000;
/** A pair is told of after so many reports in a row. */
const TOLD_AFTER = 2;

/** @returns whose sound has come in since the stats before. A microphone that is off sends silence, which is heard. */
export function heardSince(
  before: readonly PeerStats[],
  now: readonly PeerStats[],
  statusOf: (participantId: string) => PeerStatus | undefined,
): Heard {
  return now.map(({ participantId, audioPackets }) => {
    const earlier = before.find((each) => each.participantId === participantId);
    // A connection made anew counts from nothing.
    const came =
      earlier &&
      (audioPackets > earlier.audioPackets || (audioPackets > 0 && audioPackets < earlier.audioPackets));
    const status = statusOf(participantId);
    const isSilent = status?.state === "connected" && status.sending.microphone === "none";
    return { participantId, heard: isSilent || !earlier ? null : came === true };
  });
}

/** One who doesn't hear another. */
export interface Unheard {
  readonly listener: string;
  readonly speaker: string;
}

/** Who doesn't hear whom, by what each has reported. */
export interface HearingMatrix {
  report(listener: string, heard: Heard, now: number): void;
  /** @param here who is in the call. */
  unheard(here: ReadonlySet<string>, now: number): Unheard[];
}

export function createHearingMatrix(): HearingMatrix {
  const rows = new Map<string, { at: number; times: Map<string, number> }>();
  return {
    report(listener, heard, now) {
      const before = rows.get(listener)?.times;
      const unheard = heard.filter((each) => each.heard === false);
      const times = unheard.map(
        ({ participantId }) => [participantId, (before?.get(participantId) ?? 0) + 1] as const,
      );
      rows.set(listener, { at: now, times: new Map(times) });
    },
    unheard: (here, now) =>
      [...rows]
        .filter(([listener, { at }]) => here.has(listener) && now - at < NEWS_MS)
        .flatMap(([listener, { times }]) =>
          [...times]
            .filter(([speaker, count]) => here.has(speaker) && count >= TOLD_AFTER)
            .map(([speaker]) => ({ listener, speaker })),
        ),
  };
}

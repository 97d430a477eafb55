import type { Page } from "playwright-core";
import { expect } from "vitest";

declare global {
  interface Window {
    /** The page's connections to other browsers, also those that have ended. */
    testLinks: RTCPeerConnection[];
    /** What the page's connections are made with, whatever it says itself. */
    testConfiguration?: RTCConfiguration;
  }
}

/** What has come over one connection so far. */
export interface Flow {
  readonly audioPackets: number;
  readonly audioEnergy: number;
  readonly frames: number;
  /** Of what kind one's own end of the way is: `host`, `relay` …, with the protocol to the relay. */
  readonly way: string;
}

/** What comes over each connection of a page that is connected. */
export function flowsOf(page: Page): Promise<Flow[]> {
  return page.evaluate(async () => {
    const connected = window.testLinks.filter(({ connectionState }) => connectionState === "connected");
    return Promise.all(
      connected.map(async (link) => {
        const flow = { audioPackets: 0, audioEnergy: 0, frames: 0, way: "" };
        const stats = await link.getStats();
        stats.forEach((entry) => {
          if (entry.type === "inbound-rtp" && entry.kind === "audio") {
            flow.audioPackets += entry.packetsReceived;
            flow.audioEnergy += entry.totalAudioEnergy ?? 0;
          }
          if (entry.type === "inbound-rtp" && entry.kind === "video") flow.frames += entry.framesDecoded ?? 0;
          if (entry.type !== "transport" || !entry.selectedCandidatePairId) return;
          const own = stats.get(stats.get(entry.selectedCandidatePairId).localCandidateId);
          flow.way = [own.candidateType, own.relayProtocol].filter(Boolean).join(" ");
        });
        return flow;
      }),
    );
  });
}

/** Waits until each page is connected to each other. */
export async function connected(pages: readonly Page[]): Promise<void> {
  for (const page of pages)
    await expect
      .poll(async () => (await flowsOf(page)).length, { timeout: 30_000, interval: 50 })
      .toBe(pages.length - 1);
}

/** Within two seconds everybody hears and sees everybody else: real packets and frames for each ordered pair. */
export async function expectEverybodyHearsAndSees(pages: readonly Page[]): Promise<Flow[][]> {
  await connected(pages);
  let flows: Flow[][] = [];
  await expect
    .poll(
      async () => {
        const before = await Promise.all(pages.map(flowsOf));
        await pages[0]!.waitForTimeout(2_000);
        flows = await Promise.all(pages.map(flowsOf));
        return flows.map((of, page) =>
          of.map(({ audioPackets, frames }, link) => {
            const packets = audioPackets - before[page]![link]!.audioPackets;
            const decoded = frames - before[page]![link]!.frames;
            return packets >= 40 && decoded >= 10 ? "flows" : `${packets} packets, ${decoded} frames`;
          }),
        );
      },
      { timeout: 30_000, interval: 10 },
    )
    .toEqual(pages.map(() => Array.from({ length: pages.length - 1 }, () => "flows")));
  return flows;
}

import { performance } from "node:perf_hooks";
import { setTimeout as wait } from "node:timers/promises";
import { severalAtOnce } from "../../../server/platform/several-at-once.ts";
import { serveParent } from "../year/child-process.ts";
import { createTab, type Tab, type TabSettings } from "./room-tab.ts";

/** Something that is done at an instant, in milliseconds after the others begin. */
interface Planned {
  readonly participantId: string;
  readonly atMs: number;
}

/** What a process of clients is asked; most of it of all its tabs. */
export type AskedOfClients =
  /** Connects tabs, and has them enter. */
  | { readonly do: "open"; readonly tabs: readonly TabSettings[]; readonly atOnce: number }
  /** Hosts let these in. */
  | { readonly do: "admit"; readonly participantIds: readonly string[] }
  /** These leave, and then come to the lobby when it is their turn. @returns how long the first host took to see it, milliseconds. */
  | { readonly do: "arrive"; readonly planned: readonly Planned[] }
  /** These, who are hosts, say something when it is their turn. @returns how long the other host took to hear it. */
  | { readonly do: "say"; readonly planned: readonly Planned[] }
  /** Begins to follow who is lost. */
  | { readonly do: "expect-loss" }
  /** @returns for each who lost the connection how long after that they sat again, milliseconds; null for who does not. */
  | { readonly do: "losses" }
  | { readonly do: "refusals" }
  | { readonly do: "close" };

const SETTLING_MS = 2_000;
/** What nobody has seen by then took so long at the least. */
const GIVEN_UP_AFTER_MS = 60_000;

await serveParent(import.meta.url, async () => {
  const tabs = new Map<string, Tab>();
  const hosts = new Map<string, Tab[]>();
  const hostsOf = (meetingId: string): readonly Tab[] => hosts.get(meetingId) ?? [];

  async function open(settings: readonly TabSettings[], atOnce: number) {
    hosts.clear();
    await severalAtOnce(atOnce, settings, async (each) => {
      const tab = createTab(each);
      tabs.set(each.participantId, tab);
      await tab.sits();
    });
    for (const tab of tabs.values())
      if (tab.settings.isHost) hosts.set(tab.settings.meetingId, [...hostsOf(tab.settings.meetingId), tab]);
  }
  async function arrive(planned: readonly Planned[]): Promise<number[]> {
    const arrivals = planned.map((each) => ({ ...each, tab: tabs.get(each.participantId)! }));
    await severalAtOnce(20, arrivals, ({ tab }) => tab.leave());
    // What their leaving brings about is done before the first comes.
    await wait(SETTLING_MS);
    return inTurn(arrivals, async ({ tab }) => {
      const [host] = hostsOf(tab.settings.meetingId);
      const from = performance.now();
      const seen = host!.seesWaiting(tab.settings.participantId).then(() => performance.now() - from);
      await tab.enter();
      return seen;
    });
  }
  const say = (planned: readonly Planned[]): Promise<number[]> => {
    const sayings = planned.map((each) => ({ ...each, tab: tabs.get(each.participantId)! }));
    return inTurn(sayings, async ({ tab }) => {
      const [other] = hostsOf(tab.settings.meetingId).filter((host) => host !== tab);
      const from = performance.now();
      const heard = other!.hears().then(() => performance.now() - from);
      await tab.say();
      return heard;
    });
  };
  return {
    async answer(what) {
      const asked = what as AskedOfClients;
      const all = [...tabs.values()];
      if (asked.do === "open") return open(asked.tabs, asked.atOnce);
      if (asked.do === "admit")
        return severalAtOnce(20, asked.participantIds, (participantId) =>
          hostsOf(tabs.get(participantId)!.settings.meetingId)[0]!.admit(participantId),
        );
      if (asked.do === "arrive") return arrive(asked.planned);
      if (asked.do === "say") return say(asked.planned);
      if (asked.do === "expect-loss") return all.forEach((tab) => tab.forgetLoss());
      if (asked.do === "losses") return all.flatMap((tab) => tab.loss() ?? []);
      if (asked.do === "refusals") return all.flatMap((tab) => tab.refusals);
      all.forEach((tab) => tab.close());
      tabs.clear();
    },
    close: async () => tabs.forEach((tab) => tab.close()),
  };
});

/** Each begins when it is its turn, whether those before are done or not. @returns what they measured, in no order. */
async function inTurn<T extends { readonly atMs: number }>(
  things: readonly T[],
  measure: (thing: T) => Promise<number>,
): Promise<number[]> {
  return Promise.all(
    things.map(async (thing) => {
      await wait(thing.atMs);
      const limit = wait(GIVEN_UP_AFTER_MS, undefined, { ref: false }).then(() => GIVEN_UP_AFTER_MS);
      return Promise.race([measure(thing), limit]);
    }),
  );
}

import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, vi } from "vitest";
import type { Gateway } from "../../server/realtime/connection.ts";
import type { RoomView } from "../../server/rooms/rooms.contract.ts";
import { createTestDatabase } from "./database.ts";
import { startRoomNode, type RoomNode, type Tab } from "./room-node.ts";
import { insertSampleMeeting, type SampleMeeting } from "./sample-meeting.ts";
import { insertSamplePeople, type SamplePeople } from "./sample-people.ts";

/** When the sample meetings start; the clock stands a quarter of an hour before. */
export const STARTS_AT = new Date("2026-03-10T09:00:00Z");
const MINUTE = 60_000;

/** A meeting and the browsers of those who take part in it. */
export interface Cast extends SampleMeeting {
  readonly cookies: { readonly fk: string; readonly af: string; readonly individual: string };
}

/** A database, a clock and the nodes of a system, for tests of the room. */
export interface RoomStage {
  readonly clock: { time: Date };
  readonly node: RoomNode;
  readonly people: SamplePeople;
  /** Another server process on the same database. */
  addNode(moreGateways?: readonly Gateway[]): Promise<RoomNode>;
  newMeeting(): Promise<Cast>;
  /** A tab that has entered the room. */
  enter(cast: Cast, who: keyof Cast["cookies"], options?: { node?: RoomNode; cookie?: string }): Promise<Tab>;
  minutesToStart(minutes: number): void;
  /** When a participant was in the lobby and in the call, in seconds after the meeting's start. */
  attendance(participantId: string): Promise<[kind: string, from: number, to: number | null][]>;
  stop(): Promise<void>;
}

export async function setRoomStage(): Promise<RoomStage> {
  const database = await createTestDatabase();
  const dataDir = await mkdtemp(join(tmpdir(), "samtid-room-"));
  const clock = { time: new Date(STARTS_AT.getTime() - 15 * MINUTE) };
  const node = await startRoomNode(database.url, dataDir, clock);
  const people = await insertSamplePeople(node.samtid, { handlaggare: 2, individuals: 1 });
  const nodes = [node];
  return {
    clock,
    node,
    people,
    async addNode(moreGateways) {
      const added = await startRoomNode(database.url, dataDir, clock, moreGateways);
      nodes.push(added);
      return added;
    },
    async newMeeting() {
      const meeting = await insertSampleMeeting(node.samtid, people, { startsAt: STARTS_AT });
      const { individual: participantId, linkId } = meeting;
      const [fk, af, individual] = await Promise.all([
        node.session({ staff: { personId: people.fk[0]!, organisationId: "forsakringskassan" } }),
        node.session({ staff: { personId: people.af[0]!, organisationId: "arbetsformedlingen" } }),
        node.session({ invitation: { participantId, linkId } }),
      ]);
      return { ...meeting, cookies: { fk, af, individual } };
    },
    async enter(cast, who, options = {}) {
      const tab = await (options.node ?? node).open(options.cookie ?? cast.cookies[who]);
      const answer = await tab.ask("room:enter", { meetingId: cast.id });
      if (!answer.ok) throw new Error(`${answer.problem.code}: ${answer.problem.detail}`);
      tab.rooms.unshift(answer.value);
      return tab;
    },
    minutesToStart(minutes) {
      clock.time = new Date(STARTS_AT.getTime() - minutes * MINUTE);
    },
    async attendance(participantId) {
      const rows = await node.samtid.database
        .query()
        .selectFrom("attendance")
        .where("participant_id", "=", participantId)
        .orderBy("started_at")
        .orderBy("generation")
        .orderBy("kind", "desc")
        .select(["kind", "started_at as from", "ended_at as to"])
        .execute();
      const seconds = (instant: Date) => (instant.getTime() - STARTS_AT.getTime()) / 1000;
      return rows.map(({ kind, from, to }) => [kind, seconds(from), to && seconds(to)]);
    },
    async stop() {
      for (const each of nodes) await each.stop();
      await database.drop();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}

/** Waits until a tab has been shown a room in which the seats' states are these, by participant id. */
export async function sees(tab: Tab, states: Record<string, string>): Promise<RoomView> {
  return vi.waitFor(
    () => {
      const shown = tab.rooms.at(-1)!;
      const found = Object.fromEntries(shown.seats.map(({ participantId, state }) => [participantId, state]));
      expect(found).toEqual(states);
      return shown;
    },
    { timeout: 15_000, interval: 5 },
  );
}

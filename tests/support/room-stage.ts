import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, vi } from "vitest";
import type { Acknowledgement, SeatDecisionCommand } from "../../server/realtime/events.contract.ts";
import type { RoomView } from "../../server/rooms/rooms.contract.ts";
import { createTestDatabase } from "./database.ts";
import { startRoomNode, type NodeOptions, type RoomNode, type Tab } from "./room-node.ts";
import { insertSampleMeeting, type SampleMeeting } from "./sample-meeting.ts";
import { insertSamplePeople, type SamplePeople } from "./sample-people.ts";
import { SOCKET_PAYLOADS } from "./socket-payloads.ts";

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
  addNode(options?: NodeOptions): Promise<RoomNode>;
  newMeeting(): Promise<Cast>;
  /** A tab that has entered the room. */
  enter(cast: Cast, who: keyof Cast["cookies"], options?: { node?: RoomNode; cookie?: string }): Promise<Tab>;
  /** A handläggare's decision of a seat as it is now; the individual's unless said, whom they have called when they let them in. */
  decide(
    tab: Tab,
    command: SeatDecisionCommand,
    cast: Cast,
    participantId?: string,
  ): Promise<Acknowledgement<unknown>>;
  /** A participant's seat as the database has it; nothing when nobody ever took it. */
  seatOf(participantId: string): Promise<{ state: string; generation: number } | undefined>;
  /** Resolves when it is in a state. */
  seatIs(participantId: string, state: string): Promise<void>;
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
  const seatOf = (participantId: string) =>
    node.samtid.database
      .query()
      .selectFrom("seat")
      .where("participant_id", "=", participantId)
      .select(["state", "generation"])
      .executeTakeFirst();
  return {
    clock,
    node,
    people,
    async addNode(options) {
      const added = await startRoomNode(database.url, dataDir, clock, options);
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
    seatOf,
    seatIs: (participantId, state) =>
      vi.waitFor(async () => expect((await seatOf(participantId))?.state).toBe(state), { timeout: 15_000 }),
    async decide(tab, command, cast, participantId = cast.individual) {
      const seat = await seatOf(participantId);
      const about = { meetingId: cast.id, participantId, ...seat };
      return tab.askAnything(command, SOCKET_PAYLOADS[command](about));
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

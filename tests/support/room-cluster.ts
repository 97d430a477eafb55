import { createHmac, randomUUID } from "node:crypto";
import { io, type Socket } from "socket.io-client";
import type { Samtid } from "../../server/compose.ts";
import type { Acknowledgement } from "../../server/realtime/events.contract.ts";
import type { RoomView } from "../../server/rooms/rooms.contract.ts";
import { SHARED_SECRETS } from "./composed-samtid.ts";
import { freePort } from "./free-port.ts";
import { insertSampleMeeting } from "./sample-meeting.ts";
import type { SamplePeople } from "./sample-people.ts";
import { SOCKET_PAYLOADS } from "./socket-payloads.ts";
import { spawnProcess, type SpawnedProcess } from "./spawned-process.ts";

/** A server process of several on one database. */
export interface ClusterNode extends SpawnedProcess {
  readonly origin: string;
}

/** Starts server processes as behind a proxy; secrets, sessions and seats are shared. */
export function startNodes(
  count: number,
  environment: Readonly<Record<string, string>>,
): Promise<ClusterNode[]> {
  return Promise.all(
    Array.from({ length: count }, async () => {
      const port = String(await freePort());
      const origin = `http://localhost:${port}`;
      const address = { PORT: port, PUBLIC_URL: origin, MAIL_IN_PORT: "0" };
      return { origin, ...(await spawnProcess("server", { ...SHARED_SECRETS, ...environment, ...address })) };
    }),
  );
}

/** Somebody who takes part in a meeting: by which cookie they are known. */
export interface Invitee {
  readonly meetingId: string;
  readonly participantId: string;
  readonly isHost: boolean;
  readonly cookie: string;
}

/** Meetings that are under way now, of three people each: two handläggare and somebody invited. */
export async function insertInvitees(
  samtid: Samtid,
  people: SamplePeople,
  meetings: number,
): Promise<Invitee[]> {
  const startsAt = samtid.clock.now();
  const session = (content: object) => insertSession(samtid, content);
  const staff = async (personId: string, organisationId: string) =>
    session(staffSession(personId, organisationId, startsAt));
  const fk = await staff(people.fk[0]!, "forsakringskassan");
  const af = await staff(people.af[0]!, "arbetsformedlingen");
  const invitees: Invitee[] = [];
  for (let nth = 0; nth < meetings; nth += 1) {
    const { id: meetingId, ...of } = await insertSampleMeeting(samtid, people, { startsAt });
    const invitation = { participantId: of.individual, linkId: of.linkId, openedAt: startsAt.toISOString() };
    invitees.push(
      { meetingId, participantId: of.fk, isHost: true, cookie: fk },
      { meetingId, participantId: of.individual, isHost: false, cookie: await session({ invitation }) },
      { meetingId, participantId: of.af, isHost: true, cookie: af },
    );
  }
  return invitees;
}

/** What the session of a handläggare holds who signed in at an instant. */
export function staffSession(personId: string, organisationId: string, at: Date) {
  const known = {
    provider: "test",
    subjectHash: "",
    providerSession: null,
    assurance: null,
    browserKind: null,
  };
  return { staff: { personId, organisationId, signIn: { ...known, at: at.toISOString() } } };
}

/** A session as the server keeps it, straight into its table. @returns the cookie. */
async function insertSession({ database, clock }: Samtid, content: object): Promise<string> {
  const { sid, sess, expires, cookie } = mintSession(content, clock.now());
  await database.pool.query("insert into session (sid, sess, expire) values ($1, $2, $3)", [
    sid,
    sess,
    expires,
  ]);
  return cookie;
}

/** A session's row as the server would write it now, and the cookie that leads to it. */
export function mintSession(content: object, startedAt: Date) {
  const sid = randomUUID();
  const expires = new Date(startedAt.getTime() + 8 * 3_600_000);
  const cookie = { originalMaxAge: 8 * 3_600_000, expires, httpOnly: true, path: "/", sameSite: "lax" };
  const sess = JSON.stringify({ cookie, ...content, startedAt });
  const signature = createHmac("sha256", SHARED_SECRETS.SESSION_KEYS).update(sid).digest("base64");
  const signed = `samtid=${encodeURIComponent(`s:${sid}.${signature.replace(/=+$/, "")}`)}`;
  return { sid, sess, expires, cookie: signed };
}

/** A tab that sits in a room, at whichever server. It comes back by itself to the server it was at, as a browser does. */
export interface Sitter extends Invitee {
  /** What it was shown last. */
  readonly room: () => RoomView | undefined;
  /** The server it was told to sit at. */
  readonly at: () => string | undefined;
  /** Every refusal it met with. */
  readonly refusals: string[];
  /** Connects and enters; leaves the server it was at without a word. Resolves when it sits. */
  sitAt(origin: string): Promise<void>;
  /** Lets the invited of its meeting in. */
  admit(participantId: string): Promise<Acknowledgement<unknown>>;
  close(): void;
}

export function createSitter(invitee: Invitee): Sitter {
  const { meetingId, cookie } = invitee;
  const refusals: string[] = [];
  let socket: Socket | undefined;
  let at: string | undefined;
  let room: RoomView | undefined;
  const show = (view: RoomView) => {
    if (view.version >= (room?.version ?? 0)) room = view;
  };
  async function enter(from: Socket): Promise<boolean> {
    const asked = from.timeout(20_000).emitWithAck("room:enter", { meetingId });
    const answer = (await asked.catch(() => undefined)) as Acknowledgement<RoomView> | undefined;
    if (answer?.ok) show(answer.value);
    else if (answer) refusals.push(answer.problem.code);
    return answer?.ok ?? false;
  }
  return {
    ...invitee,
    room: () => room,
    at: () => at,
    refusals,
    sitAt(origin) {
      socket?.disconnect();
      at = origin;
      const connected = io(origin, {
        forceNew: true,
        transports: ["websocket"],
        reconnectionDelay: 200,
        reconnectionDelayMax: 1_000,
        timeout: 20_000,
        extraHeaders: { origin, cookie },
      });
      socket = connected;
      connected.on("room:changed", show);
      connected.on("disconnect", (reason) => {
        if (reason === "io server disconnect") connected.connect();
      });
      return new Promise((resolve) => {
        connected.on("connect", () => void enter(connected).then((sits) => sits && resolve()));
      });
    },
    admit(participantId) {
      const payload = SOCKET_PAYLOADS["lobby:admit"]({ meetingId, participantId });
      return socket!.timeout(20_000).emitWithAck("lobby:admit", payload) as Promise<Acknowledgement<unknown>>;
    },
    close: () => void socket?.disconnect(),
  };
}

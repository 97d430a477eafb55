import { onTestFinished } from "vitest";
import { pino } from "pino";
import { z } from "zod";
import { individualOf } from "../../server/meetings/meeting-participants.ts";
import type { BookMeeting } from "../../server/meetings/meetings.contract.ts";
import { startMailIn } from "../../server/platform/mail/mail-in.ts";
import { bookSampleMeeting, staffActor } from "./booked-meeting.ts";
import { runPython } from "./debian-python.ts";
import { openPostRoom, type PostRoom } from "./post-room.ts";

const Reply = z.strictObject({ code: z.int(), text: z.string() });
export type SmtpReply = z.infer<typeof Reply>;

const NOW = "2026-03-02T08:00:00Z";
const STARTS_AT = new Date("2026-03-18T09:00:00Z");
export const INDIVIDUAL = "individual-0@example.test";

/** What another program answers; all but what was said is as the invitation has it. See `answer-invitation.py`. */
export interface ForeignAnswer {
  readonly said: "accepted" | "declined" | "tentative" | "counter";
  readonly startsAt?: string;
  readonly stampedAt?: string;
  readonly comment?: string;
  readonly sequence?: number;
  readonly uid?: string;
  readonly sender?: string;
  readonly envelopeFrom?: string;
  readonly recipient?: string;
}

/**
 * A post room with a meeting, its individual invited, an open door for mail, and all that is logged. The time is a minute after
 * the invitation.
 */
export async function openMailInRoom({ type }: { type?: BookMeeting["type"] } = {}) {
  const log: string[] = [];
  const logger = pino({ level: "info" }, { write: (line: string) => void log.push(line) });
  const room = await openPostRoom(NOW, { ownLogger: logger });
  const meeting = await bookSampleMeeting(room.samtid, room.people, {
    startAt: STARTS_AT,
    ...(type && { type }),
  });
  await room.sendDue();
  room.passSeconds(60);
  const open = () =>
    startMailIn({ host: "127.0.0.1", port: 0, ...room.samtid.takeMail, clock: room.clock, logger });
  const mailIn = await open();
  onTestFinished(() => mailIn.stop());
  log.length = 0;
  const { host, port } = mailIn;
  const send = async (job: object): Promise<SmtpReply> =>
    Reply.parse(await runPython("answer-invitation.py", { host, port, ...job }));
  const individual = individualOf(meeting);
  return {
    ...room,
    meeting,
    individual,
    mailIn,
    log,
    /** Answers the latest invitation that has reached an address, a second after the answer before. */
    async answer(answer: ForeignAnswer, address = INDIVIDUAL): Promise<SmtpReply> {
      room.passSeconds(1);
      return send({
        request: await latestInvitation(room, address),
        stampedAt: room.clock.now().toISOString(),
        ...answer,
      });
    },
    /** Sends a whole mail, its characters being octets. */
    sendRaw: (raw: string, envelope: { envelopeFrom: string; recipient: string }) =>
      send({ raw, ...envelope }),
    invitation: (address = INDIVIDUAL) => latestInvitation(room, address),
    /** The meeting as its handläggare of Försäkringskassan sees it. */
    async read() {
      return room.samtid.readMeetings.read(await staffActor(room.samtid, room.people), meeting.id);
    },
    /** The participant as the meeting's page shows them; the individual unless told otherwise. */
    async shown(participantId = individual.id) {
      const view = await room.samtid.readMeetings.read(
        await staffActor(room.samtid, room.people),
        meeting.id,
      );
      return view.participants.find(({ id }) => id === participantId)!;
    },
    /** Why the latest mail had no effect, as the log tells. */
    lastReason: () => (JSON.parse(log.at(-1) ?? "{}") as { reason?: string }).reason,
  };
}
export type MailInRoom = Awaited<ReturnType<typeof openMailInRoom>>;

/** The calendar part of the latest invitation to an address. */
async function latestInvitation({ mailsTo }: PostRoom, address: string): Promise<string> {
  const invitations = (await mailsTo(address)).filter(({ calendar }) => calendar?.method === "REQUEST");
  return invitations.at(-1)!.calendar!.content;
}

/** Where a meeting's participant can be answered by mail. */
export function organizerIn(invitation: string): string {
  return /ORGANIZER[^:]*:mailto:(\S+)/i.exec(invitation.replaceAll("\r\n ", ""))![1]!;
}

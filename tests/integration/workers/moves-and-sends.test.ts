import { setTimeout as wait } from "node:timers/promises";
import { expect, onTestFinished, test } from "vitest";
import { individualOf } from "../../../server/meetings/meeting-participants.ts";
import { parseCaughtMail } from "../../../server/platform/mail/caught-mail.ts";
import { createMailTransport } from "../../../server/platform/mail/mail-transport.ts";
import { instantAt } from "../../../server/scheduling/local-time.ts";
import { addWorkingDays } from "../../../server/scheduling/swedish-calendar.ts";
import { bookSampleMeeting, moveSampleMeeting } from "../../support/booked-meeting.ts";
import { openPostRoom } from "../../support/post-room.ts";

const NOW = "2026-03-02T08:00:00Z";
const MOVES = 15;
const SENDERS = 6;
/** Between deciding what to send and sending it, as on a busy machine: long enough for a move. */
const SLOW_MS = 100;
const timeOf = (move: number) => instantAt(addWorkingDays("2026-03-02", 10 + move), "10:00");

test("a meeting moved again and again while workers send without pause: no send of an old time begins after its move has committed", async () => {
  const room = await openPostRoom(NOW);
  const { samtid, people } = room;
  const { id } = await bookSampleMeeting(samtid, people, { startAt: timeOf(0) });
  /** When each time was certainly given up, on the machine's clock. */
  const givenUpMs = new Map<string, number>();
  let isMoving = true;
  const mail = createMailTransport({ smtpUrl: room.smtp.url, from: samtid.config.MAIL_FROM });
  onTestFinished(() => mail.close());
  const sendSlowly = room.createSender(samtid.database, {
    mail: { send: (one) => wait(SLOW_MS).then(() => mail.send(one)) },
  });
  const send = async () => {
    while (isMoving) {
      const due = await samtid.repositories.messages.listDue(room.clock.now(), 10);
      for (const message of due) await sendSlowly(message.id);
    }
  };
  const move = async () => {
    for (let nth = 1; nth <= MOVES; nth++) {
      await moveSampleMeeting(samtid, people, { id, startAt: timeOf(nth) });
      givenUpMs.set(stampOf(timeOf(nth - 1)), Date.now());
    }
    isMoving = false;
  };
  await Promise.all([move(), ...Array.from({ length: SENDERS }, send)]);
  room.passSeconds(10);
  await room.sendDue();

  const told = await Promise.all(
    room.smtp.received.map(async ({ to, body, beganMs }) => {
      const { calendar } = await parseCaughtMail("mail", room.clock.now(), Buffer.from(body));
      return { to, beganMs, starts: /^DTSTART:(.+)$/m.exec(calendar!.content)![1]!.trim() };
    }),
  );
  expect(told.filter(({ starts, beganMs }) => beganMs > (givenUpMs.get(starts) ?? Infinity))).toEqual([]);
  // Something was sent between the moves, nobody was told a time twice, and all know the last one.
  expect(told.length).toBeGreaterThan(3);
  expect(new Set(told.map(({ to, starts }) => `${to} ${starts}`)).size).toBe(told.length);
  expect(told.filter(({ starts }) => starts === stampOf(timeOf(MOVES)))).toHaveLength(3);
  const states = await room.messagesOf({
    meetingId: id,
    participantId: individualOf((await samtid.repositories.meetings.find(id))!).id,
  });
  expect(states.every(({ state }) => state === "handed_over" || state === "superseded")).toBe(true);
});

/** As iCalendar writes an instant. */
function stampOf(instant: Date): string {
  return instant.toISOString().replaceAll(/[-:]|\.000/g, "");
}

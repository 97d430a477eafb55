import { sql } from "kysely";
import { createTransport } from "nodemailer";
import { expect, onTestFinished, test } from "vitest";
import { writeReply } from "../../../server/calendars/reply-writer.ts";
import { individualOf } from "../../../server/meetings/meeting-participants.ts";
import { instantAt, localDateOf } from "../../../server/scheduling/local-time.ts";
import { addWorkingDays } from "../../../server/scheduling/swedish-calendar.ts";
import { bookSampleMeeting } from "../../support/booked-meeting.ts";
import { composeSamtid, SHARED_SECRETS } from "../../support/composed-samtid.ts";
import { eventually } from "../../support/eventually.ts";
import { freePort } from "../../support/free-port.ts";
import { insertSamplePeople } from "../../support/sample-people.ts";
import { spawnProcess } from "../../support/spawned-process.ts";

test("a server that is killed between the end of a mail and the commit: not acknowledged, and the sender's next try is the one answer", async () => {
  const { samtid, databaseUrl, stop } = await composeSamtid();
  onTestFinished(stop);
  const people = await insertSamplePeople(samtid, { handlaggare: 1, individuals: 1 });
  const startAt = instantAt(addWorkingDays(localDateOf(new Date()), 10), "10:00");
  const meeting = await bookSampleMeeting(samtid, people, { startAt });
  const participant = individualOf(meeting);
  const { calendar } = await samtid.composeMessage({
    channel: "email",
    kind: "invitation",
    meeting,
    participant,
    token: "x",
  });
  const answer = { answer: { said: "accepted" }, comment: null, at: new Date() } as const;
  const { from, to, content, method } = writeReply(calendar!.content, answer);
  const startServer = async () => {
    const port = await freePort();
    const server = await spawnProcess("server", {
      ...SHARED_SECRETS,
      DATABASE_URL: databaseUrl,
      PORT: String(await freePort()),
      MAIL_IN_PORT: String(port),
      MAIL_FROM: samtid.config.MAIL_FROM,
    });
    onTestFinished(() => server.kill());
    return { server, port };
  };
  const send = (port: number) =>
    createTransport({ host: "127.0.0.1", port, ignoreTLS: true }).sendMail({
      envelope: { from, to },
      from,
      to,
      text: "",
      icalEvent: { method, content },
    });
  const answers = async () =>
    (await sql`select status, channel from answer`.execute(samtid.database.query())).rows;

  const first = await startServer();
  const sending = await samtid.database.transaction(async (unitOfWork) => {
    await sql`select 1 from meeting for update`.execute(samtid.database.query(unitOfWork));
    const attempt = expect(send(first.port)).rejects.toThrow(/closed|ECONNRESET/i);
    await eventually(async () => expect(await waitingForLocks()).toBe(1));
    await first.server.kill();
    return attempt.then(() => "not acknowledged");
  });
  expect(sending).toBe("not acknowledged");
  expect(await answers()).toEqual([]);

  const second = await startServer();
  for (let copy = 0; copy < 2; copy++) expect((await send(second.port)).response).toMatch(/^250/);
  expect(await answers()).toEqual([{ status: "accepted", channel: "calendar" }]);

  async function waitingForLocks(): Promise<number> {
    const { rows } = await sql<{ count: number }>`
      select count(*) from pg_stat_activity
      where datname = current_database() and wait_event_type = 'Lock'`.execute(samtid.database.query());
    return rows[0]!.count;
  }
});

import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { onTestFinished } from "vitest";
import { createSendMessage } from "../../server/invitations/send-message.ts";
import { parseCaughtMail, type CaughtMail } from "../../server/platform/mail/caught-mail.ts";
import { createMailTransport } from "../../server/platform/mail/mail-transport.ts";
import { openPrintFolder } from "../../server/platform/print/print-folder.ts";
import { createSmsGateway } from "../../server/platform/sms/sms-gateway.ts";
import { startSmsSimulator } from "../../server/platform/sms/sms-simulator.ts";
import type { Logger } from "../../server/platform/logger.ts";
import type { Transactions } from "../../server/platform/unit-of-work.ts";
import { openChannels, type Carriers } from "../../workers/open-channels.ts";
import { composeSamtid } from "./composed-samtid.ts";
import { insertSamplePeople } from "./sample-people.ts";
import { startScriptedSmtp } from "./scripted-smtp.ts";

const DUE_LIMIT = 1_000;

/**
 * Samtid with a clock, a mail server that the test commands, an SMS gateway that reports nothing and a print folder, where
 * nothing is sent unless the test says so; digital mailboxes only if given. Has two handläggare of each agency and two
 * cases; ends with the test.
 *
 * @param options.ownLogger says nothing unless given.
 */
export async function openPostRoom(
  now: string,
  { mailboxes, ownLogger }: Partial<Pick<Carriers, "mailboxes">> & { readonly ownLogger?: Logger } = {},
) {
  let time = new Date(now);
  const clock = { now: () => time };
  const { samtid, databaseUrl, stop } = await composeSamtid(clock, ownLogger);
  onTestFinished(stop);
  const smtp = await startScriptedSmtp();
  onTestFinished(() => smtp.stop());
  const mail = createMailTransport({ smtpUrl: smtp.url, from: samtid.config.MAIL_FROM });
  onTestFinished(() => mail.close());
  const dataDir = await mkdtemp(join(tmpdir(), "samtid-post-"));
  onTestFinished(() => rm(dataDir, { recursive: true }));
  const simulator = await startSmsSimulator({
    dataDir,
    clock,
    logger: samtid.logger,
    reports: () => [],
  });
  onTestFinished(() => simulator.stop());
  const letters = await openPrintFolder(join(dataDir, "letters"));
  const carriers = {
    mail,
    sms: createSmsGateway({ ...simulator, from: samtid.config.SMS_FROM }),
    mailboxes,
    letters,
  };
  const people = await insertSamplePeople(samtid, { handlaggare: 2, individuals: 2 });
  const { repositories, database, logger } = samtid;
  const { messages, meetings } = repositories;
  const createSender = (transactions: Transactions, other: Partial<Carriers> = {}) =>
    createSendMessage({
      ...repositories,
      findMeeting: meetings.find,
      channels: openChannels(samtid, { ...carriers, ...other }),
      transactions,
      clock,
      logger,
      random: () => 0.5,
    });
  const sendMessage = createSender(database);
  return {
    samtid,
    databaseUrl,
    people,
    smtp,
    simulator,
    letters,
    /** What the print house does: the files are gone from the folder. */
    async printLetters(): Promise<void> {
      for (const { file } of await letters.list()) await rm(join(dataDir, "letters", file), { force: true });
    },
    clock,
    sendMessage,
    /** Another worker, which begins its transactions when the test lets it. */
    createSender,
    setTime: (instant: string) => void (time = new Date(instant)),
    passSeconds: (seconds: number) => void (time = new Date(time.getTime() + seconds * 1_000)),
    /** What the sweep and a worker do once. */
    async sendDue(): Promise<void> {
      for (const { id } of await messages.listDue(time, DUE_LIMIT)) await sendMessage(id);
    },
    /** The mails that have arrived at an address, oldest first. */
    mailsTo: (address: string): Promise<CaughtMail[]> =>
      Promise.all(
        smtp.received
          .filter(({ to }) => to === address)
          .map(({ body }, index) => parseCaughtMail(String(index), time, Buffer.from(body))),
      ),
    /** Kind and state of a participant's messages, oldest first. */
    async messagesOf({ meetingId, participantId }: { meetingId: string; participantId: string }) {
      const all = await messages.listOf(meetingId);
      return all.filter((message) => message.participantId === participantId);
    },
  };
}
export type PostRoom = Awaited<ReturnType<typeof openPostRoom>>;

import express, { Router } from "express";
import { z } from "zod";
import { writeReply } from "../calendars/reply-writer.ts";
import type { Clock } from "../platform/clock.ts";
import { FreeText, Instant } from "./conventions.contract.ts";
import { DomainError } from "../platform/domain-error.ts";
import type { CalendarProgram } from "../platform/mail/calendar-program.ts";
import type { CaughtMail } from "../platform/mail/caught-mail.ts";
import type { MailCatcher } from "../platform/mail/mail-catcher.ts";
import type { MailboxSimulator } from "../platform/mailbox/mailbox-simulator.ts";
import type { PrintFolder } from "../platform/print/print-folder.ts";
import type { SmsSimulator } from "../platform/sms/sms-simulator.ts";

/** What was sent and reached nobody. */
export interface CaughtMessages {
  readonly mail: Pick<MailCatcher, "list" | "get" | "clear">;
  /** None where SMS go to a real gateway. */
  readonly sms?: Pick<SmsSimulator, "list" | "clear"> | undefined;
  /** None where messages go to real mailboxes. */
  readonly mailboxes?: Pick<MailboxSimulator, "list" | "read" | "clear"> | undefined;
  readonly letters?: Pick<PrintFolder, "list" | "read"> | undefined;
  /** With which invitations can be answered. */
  readonly calendarProgram?: CalendarProgram | undefined;
}

const NewReply = z.discriminatedUnion("said", [
  z.strictObject({ said: z.enum(["accepted", "declined", "tentative"]), comment: FreeText(2000).nullable() }),
  z.strictObject({ said: z.literal("counter"), startAt: Instant, comment: FreeText(2000).nullable() }),
]);

/** What the development page `/dev/mail` reads: caught mails and SMS, what lies in the mailboxes, and letters to print. Never mounted in production. */
export function createDevMailRoutes({
  mail,
  sms,
  mailboxes,
  letters,
  calendarProgram,
  clock,
}: CaughtMessages & { clock: Clock }): Router {
  const router = Router();
  addMails(router, mail);
  if (calendarProgram) addReplies(router, { catcher: mail, calendarProgram, clock });
  router.get("/dev/api/sms", async (_request, response) => {
    response.json({ items: (await sms?.list()) ?? [] });
  });
  router.delete("/dev/api/sms", async (_request, response) => {
    await sms?.clear();
    response.status(204).end();
  });
  addMailboxes(router, mailboxes);
  router.get("/dev/api/letters", async (_request, response) => {
    response.json({ items: (await letters?.list()) ?? [] });
  });
  router.get("/dev/api/letters/:id/pdf", async (request, response) => {
    const id = z.uuid().safeParse(request.params.id);
    const pdf = id.success ? await letters?.read(id.data) : undefined;
    if (!pdf) throw new DomainError("not_found", "Brevet finns inte.");
    response.type("application/pdf").send(pdf);
  });
  return router;
}

function addMailboxes(router: Router, mailboxes: CaughtMessages["mailboxes"]): void {
  router.get("/dev/api/mailbox-messages", async (_request, response) => {
    response.json({ items: (await mailboxes?.list()) ?? [] });
  });
  router.delete("/dev/api/mailbox-messages", async (_request, response) => {
    await mailboxes?.clear();
    response.status(204).end();
  });
  router.get("/dev/api/mailbox-messages/:id/files/:index", async (request, response) => {
    const pdf = await mailboxes?.read(request.params.id, Number(request.params.index));
    if (!pdf) throw new DomainError("not_found", "Filen finns inte.");
    response.type("application/pdf").send(pdf);
  });
}

function addMails(router: Router, catcher: CaughtMessages["mail"]): void {
  const find = async (id: string) => {
    const mail = await catcher.get(id);
    if (!mail) throw new DomainError("not_found", "Mejlet finns inte.");
    return mail;
  };
  router.get("/dev/api/mails", async (_request, response) => {
    response.json({ items: (await catcher.list()).map(presentHeader) });
  });
  router.delete("/dev/api/mails", async (_request, response) => {
    await catcher.clear();
    response.status(204).end();
  });
  router.get("/dev/api/mails/:id", async (request, response) => {
    const mail = await find(request.params.id);
    const { text, html, calendar } = mail;
    response.json({ ...presentHeader(mail), text, html, calendar: calendar ?? null });
  });
  router.get("/dev/api/mails/:id/html", async (request, response) => {
    const mail = await find(request.params.id);
    response.removeHeader("X-Frame-Options");
    response.set(
      "Content-Security-Policy",
      "default-src 'none'; style-src 'unsafe-inline'; img-src data:; frame-ancestors 'self'",
    );
    response.type("html").send(mail.html ?? "");
  });
}

/** Answers to caught invitations, sent by real SMTP to where answers come in. */
function addReplies(
  router: Router,
  {
    catcher,
    calendarProgram,
    clock,
  }: { catcher: CaughtMessages["mail"]; calendarProgram: CalendarProgram; clock: Clock },
): void {
  let latestStamp = 0;
  router.post("/dev/api/mails/:id/replies", express.json(), async (request, response) => {
    const mail = await catcher.get(String(request.params.id));
    if (mail?.calendar?.method !== "REQUEST") throw new DomainError("not_found", "Mejlet är ingen inbjudan.");
    const parsed = NewReply.safeParse(request.body);
    if (!parsed.success) throw new DomainError("malformed", "Svaret går inte att läsa.");
    const { comment, ...said } = parsed.data;
    const answer = said.said === "counter" ? { ...said, startAt: new Date(said.startAt) } : said;
    // DTSTAMP has whole seconds, and tells which of two answers is the later.
    latestStamp = Math.max(clock.now().getTime(), latestStamp + 1_000);
    const reply = writeReply(mail.calendar.content, { answer, comment, at: new Date(latestStamp) });
    response.json(
      await calendarProgram.send({ ...reply, subject: `Re: ${mail.subject}`, text: comment ?? "" }),
    );
  });
}

function presentHeader({ id, messageId, receivedAt, sender, to, subject }: CaughtMail) {
  return { id, messageId, receivedAt: receivedAt.toISOString(), from: sender, to, subject };
}

import { Router } from "express";
import { z } from "zod";
import { DomainError } from "../platform/domain-error.ts";
import type { CaughtMail } from "../platform/mail/caught-mail.ts";
import type { MailCatcher } from "../platform/mail/mail-catcher.ts";
import type { PrintFolder } from "../platform/print/print-folder.ts";
import type { SmsSimulator } from "../platform/sms/sms-simulator.ts";

/** What was sent and reached nobody. */
export interface CaughtMessages {
  readonly mail: Pick<MailCatcher, "list" | "get" | "clear">;
  /** None where SMS go to a real gateway. */
  readonly sms?: Pick<SmsSimulator, "list" | "clear"> | undefined;
  readonly letters?: Pick<PrintFolder, "list" | "read"> | undefined;
}

/** What the development page `/dev/mail` reads: caught mails and SMS, and letters to print. Never mounted in production. */
export function createDevMailRoutes({ mail, sms, letters }: CaughtMessages): Router {
  const router = Router();
  addMails(router, mail);
  router.get("/dev/api/sms", async (_request, response) => {
    response.json({ items: (await sms?.list()) ?? [] });
  });
  router.delete("/dev/api/sms", async (_request, response) => {
    await sms?.clear();
    response.status(204).end();
  });
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

function presentHeader({ id, messageId, receivedAt, from, to, subject }: CaughtMail) {
  return { id, messageId, receivedAt: receivedAt.toISOString(), from, to, subject };
}

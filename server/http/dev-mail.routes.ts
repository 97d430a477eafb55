import { Router } from "express";
import { DomainError } from "../platform/domain-error.ts";
import type { CaughtMail } from "../platform/mail/caught-mail.ts";
import type { MailCatcher } from "../platform/mail/mail-catcher.ts";

/** What the development page `/dev/mail` reads: the mails the catcher has caught. Never mounted in production. */
export function createDevMailRoutes(catcher: Pick<MailCatcher, "list" | "get" | "clear">): Router {
  const router = Router();
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
  return router;
}

function presentHeader({ id, messageId, receivedAt, from, to, subject }: CaughtMail) {
  return { id, messageId, receivedAt: receivedAt.toISOString(), from, to, subject };
}

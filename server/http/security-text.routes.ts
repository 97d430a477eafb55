import { Router } from "express";
import type { Clock } from "../platform/clock.ts";
import type { Config } from "../platform/config.ts";

const VALID_MS = 180 * 24 * 60 * 60_000;

/** `/.well-known/security.txt` (RFC 9116): whom to tell of a weakness. Never older than what it says of itself. */
export function createSecurityTextRoutes({
  config: { PUBLIC_URL, SECURITY_CONTACT, MAIL_FROM },
  clock,
}: {
  config: Pick<Config, "PUBLIC_URL" | "SECURITY_CONTACT" | "MAIL_FROM">;
  clock: Clock;
}): Router {
  const router = Router();
  const [, sender = MAIL_FROM] = /<([^<>]+)>/.exec(MAIL_FROM) ?? [];
  const contact = SECURITY_CONTACT ?? `mailto:${sender.trim()}`;
  router.get(["/.well-known/security.txt", "/security.txt"], (_request, response) => {
    const expires = new Date(clock.now().getTime() + VALID_MS).toISOString().slice(0, 10);
    const lines = [
      `Contact: ${contact}`,
      `Expires: ${expires}T00:00:00Z`,
      "Preferred-Languages: sv, en",
      `Canonical: ${PUBLIC_URL}/.well-known/security.txt`,
    ];
    response.type("text/plain; charset=utf-8").send(`${lines.join("\n")}\n`);
  });
  return router;
}

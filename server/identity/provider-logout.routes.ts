import { Router, urlencoded } from "express";
import { z } from "zod";
import type { Vault } from "../platform/vault.ts";
import { subjectHashOf } from "./identify-person.ts";
import type { ReadLogoutToken } from "./logout-token.ts";
import type { SignInsRepository } from "./sign-ins.repository.ts";

const Body = z.object({ logout_token: z.string() });

/**
 * `POST /auth/backchannel-logout`: a provider tells, server to server, that somebody has signed out there (OpenID Connect
 * Back-Channel Logout 1.0). It has no cookie and needs none: the token is the proof.
 */
export function createProviderLogoutRoutes({
  readLogoutToken,
  signIns,
  vault,
}: {
  readLogoutToken: ReadLogoutToken;
  signIns: Pick<SignInsRepository, "endAtProvider">;
  vault: Pick<Vault, "lookupHash">;
}): Router {
  const router = Router();
  const form = urlencoded({ extended: false, limit: "16kb" });
  router.post("/auth/backchannel-logout", form, async (request, response) => {
    response.set("Cache-Control", "no-store");
    const body = Body.safeParse(request.body);
    const token = body.success ? await readLogoutToken(body.data.logout_token) : undefined;
    if (!token) return void response.status(400).json({ error: "invalid_request" });
    const { provider, subject, providerSession, endedAt } = token;
    const subjectHash = subject === undefined ? undefined : subjectHashOf(vault, provider, subject);
    // A session named is the one that ended; the subject's others go on.
    const ended =
      providerSession === undefined
        ? { subjectHash, providerSession }
        : { subjectHash: undefined, providerSession };
    await signIns.endAtProvider({ provider, ...ended, before: endedAt });
    response.status(200).end();
  });
  return router;
}

import { useQuery } from "@tanstack/vue-query";
import { useRoute, useRouter } from "vue-router";
import { InvitationView } from "../../../../server/invitations/invitations.contract.ts";
import { api } from "../../api/api.ts";
import { chooseLanguage, chosenLanguage } from "../../locales/chosen-language.ts";
import { setLanguage } from "../../locales/i18n.ts";
import { forgetSession } from "../../session/session.ts";

/** Where the invitation lies in the query cache. */
export const invitationKey = ["invitation"];

const REFRESH_MS = 60_000;

/**
 * The invitation this browser has opened. A token in the address is first exchanged for a session and taken out of
 * the address and the history; a new link starts in its own language. Read again every minute, so that a new time,
 * a cancellation and the way into the meeting show by themselves.
 */
export function useInvitation() {
  const route = useRoute();
  const router = useRouter();
  return useQuery({
    queryKey: invitationKey,
    queryFn: async () => {
      const { token } = route.params;
      if (typeof token !== "string" || !token) return readInvitation();
      const invitation = await openInvitation(token);
      await router.replace("/svar");
      return invitation;
    },
    refetchInterval: REFRESH_MS,
  });
}

async function openInvitation(token: string): Promise<InvitationView> {
  const invitation = await api.post("/invitation-sessions", { body: { token }, schema: InvitationView });
  await forgetSession();
  await chooseLanguage(invitation.language);
  return invitation;
}

async function readInvitation(): Promise<InvitationView> {
  const invitation = await api.get("/invitation", { schema: InvitationView });
  await setLanguage(chosenLanguage() ?? invitation.language);
  return invitation;
}

import { useQuery } from "@tanstack/vue-query";
import { toValue, type MaybeRefOrGetter } from "vue";
import { PickableTimes } from "../../../../server/invitations/invitations.contract.ts";
import { api } from "../../api/api.ts";
import { invitationKey } from "./use-invitation.ts";

/** The times one can pick from, while one can; read anew with the invitation when it turns out that it was no longer as shown. */
export function usePickableTimes(isOpen: MaybeRefOrGetter<boolean> = true) {
  return useQuery({
    queryKey: [...invitationKey, "times"],
    queryFn: ({ signal }) => api.get("/invitation/times", { schema: PickableTimes, signal }),
    enabled: () => toValue(isOpen),
    staleTime: 0,
  });
}

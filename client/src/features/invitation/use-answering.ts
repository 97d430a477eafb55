import { useMutation, useQueryClient } from "@tanstack/vue-query";
import { ref } from "vue";
import { InvitationView, type GiveAnswer } from "../../../../server/invitations/invitations.contract.ts";
import { api } from "../../api/api.ts";
import { isOutdated, type Attempt } from "./answer-problem.ts";
import { invitationKey } from "./use-invitation.ts";

/** An answer to the time that was shown, one of the times that are held, or any time that is free. */
type Answering =
  | { readonly timeVersion: number; readonly given: GiveAnswer }
  | { readonly heldTimeId: string }
  | { readonly startAt: string };

function pathOf(body: Answering): string {
  if ("startAt" in body) return "/invitation/bookings";
  return "heldTimeId" in body ? "/invitation/choices" : "/invitation/answers";
}

/** Sends what the person has decided and shows what the invitation became. When it was no longer as shown it is read again. */
export function useAnswering() {
  const queryClient = useQueryClient();
  const attempt = ref<Attempt>("answer");
  const { mutateAsync, isPending, error, reset } = useMutation({
    mutationFn: (body: Answering) => api.post(pathOf(body), { body, schema: InvitationView }),
    onSuccess: (invitation) => queryClient.setQueryData(invitationKey, invitation),
    onError: async ({ problem }) => {
      if (isOutdated(problem)) await queryClient.invalidateQueries({ queryKey: invitationKey });
    },
  });

  /** @returns whether it arrived; otherwise `error` says why not. */
  async function send(body: Answering): Promise<boolean> {
    if (isPending.value) return false;
    attempt.value = "given" in body ? "answer" : "choice";
    return mutateAsync(body).then(
      () => true,
      () => false,
    );
  }

  return { send, attempt, isPending, error, reset };
}

import { useMutation, useQuery, useQueryClient } from "@tanstack/vue-query";
import { computed, type Ref } from "vue";
import { SetAsidePage } from "../../../../server/invitations/set-aside.contract.ts";
import { api } from "../../api/api.ts";

const SET_ASIDE = ["set-aside-messages"];

/** One page of the agency's messages that could not be sent. */
export function useSetAside(page: Ref<number>) {
  return useQuery({
    queryKey: computed(() => [...SET_ASIDE, page.value]),
    queryFn: ({ signal }) =>
      api.get("/set-aside-messages", { query: { page: page.value }, schema: SetAsidePage, signal }),
  });
}

/** Has a message tried again. */
export function useRetry() {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: (messageId: string) => api.post(`/set-aside-messages/${messageId}/retries`),
    onSettled: () => queryClient.invalidateQueries({ queryKey: SET_ASIDE }),
  });
}

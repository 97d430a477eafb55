import { useMutation, useQuery, useQueryClient } from "@tanstack/vue-query";
import { CreatedInvitedFeed, InvitedFeed } from "../../../../server/calendars/calendars.contract.ts";
import { api } from "../../api/api.ts";

const PATH = "/invitation/calendar-feed";
const KEY = ["invitation-calendar-feed"];

/** Whether the reader can have, and has, an address for this meeting in their own calendar program. */
export function useSubscription() {
  return useQuery({
    queryKey: KEY,
    queryFn: ({ signal }) => api.get(PATH, { schema: InvitedFeed, signal }),
  });
}

/** Makes an address, in place of one there may be; the answer alone holds it. */
export function useSubscribe() {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: () => api.post(PATH, { schema: CreatedInvitedFeed }),
    gcTime: 0,
    onSettled: () => queryClient.invalidateQueries({ queryKey: KEY }),
  });
}

/** Closes the address. */
export function useUnsubscribe() {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: () => api.delete(PATH),
    onSettled: () => queryClient.invalidateQueries({ queryKey: KEY }),
  });
}

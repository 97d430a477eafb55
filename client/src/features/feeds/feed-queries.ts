import { useMutation, useQuery, useQueryClient } from "@tanstack/vue-query";
import { CreatedFeed, FeedList, type NewFeed } from "../../../../server/calendars/calendars.contract.ts";
import { api } from "../../api/api.ts";

const FEEDS = ["feeds"];

/** One's own calendar addresses, without the addresses themselves, which nobody can read again. */
export function useFeeds() {
  return useQuery({
    queryKey: FEEDS,
    queryFn: ({ signal }) => api.get("/feeds", { schema: FeedList, signal }),
  });
}

/** Creates a calendar address; the answer alone holds it. */
export function useCreateFeed() {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: (feed: NewFeed) => api.post("/feeds", { body: feed, schema: CreatedFeed }),
    // The address is not kept longer than the page shows it.
    gcTime: 0,
    onSuccess: () => queryClient.invalidateQueries({ queryKey: FEEDS }),
  });
}

/** Exchanges a calendar address for a new one; the answer alone holds it. */
export function useRotateFeed() {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: (feedId: string) => api.post(`/feeds/${feedId}/rotations`, { schema: CreatedFeed }),
    gcTime: 0,
    onSettled: () => queryClient.invalidateQueries({ queryKey: FEEDS }),
  });
}

/** Closes a calendar address for good. */
export function useRevokeFeed() {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: (feedId: string) => api.delete(`/feeds/${feedId}`),
    onSettled: () => queryClient.invalidateQueries({ queryKey: FEEDS }),
  });
}

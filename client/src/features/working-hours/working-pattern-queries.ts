import { useMutation, useQuery, useQueryClient } from "@tanstack/vue-query";
import {
  CollisionList,
  WorkingPattern,
  type Collision,
  type PatternDraft,
} from "../../../../server/scheduling/working-pattern.contract.ts";
import { api } from "../../api/api.ts";

const PATTERN = ["working-hours"];
const COLLISIONS = ["time-collisions"];

/** One's own rules for when one can be booked. */
export function useWorkingPattern() {
  return useQuery({
    queryKey: PATTERN,
    queryFn: ({ signal }) => api.get("/working-hours", { schema: WorkingPattern, signal }),
    staleTime: 0,
  });
}

/** One's meetings to come that lie outside one's time. Changed from many pages, so it is read again when shown. */
export function useCollisions() {
  return useQuery({
    queryKey: COLLISIONS,
    queryFn: ({ signal }) => api.get("/time-collisions", { schema: CollisionList, signal }),
    staleTime: 0,
  });
}

/** Which meetings a pattern would leave outside. */
export function usePreviewPattern() {
  return useMutation({
    mutationFn: (body: PatternDraft) => api.post("/working-hours/previews", { body, schema: CollisionList }),
  });
}

/** Puts a pattern in the place of the one that was seen. */
export function useChangePattern() {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: ({ body, ifMatch }: { body: PatternDraft; ifMatch: number }) =>
      api.put("/working-hours", { body, ifMatch, schema: WorkingPattern }),
    onSuccess(saved) {
      queryClient.setQueryData(PATTERN, saved);
      queryClient.setQueryData(COLLISIONS, { items: saved.collisions });
      void queryClient.invalidateQueries({ queryKey: ["own-calendar"] });
    },
  });
}

/** Says that a meeting outside one's time stands. */
export function useKeepCollision() {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: ({ meetingId, startAt }: Collision) =>
      api.post("/kept-collisions", { body: { meetingId, startAt } }),
    onSettled: () => queryClient.invalidateQueries({ queryKey: COLLISIONS }),
  });
}

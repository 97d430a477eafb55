import { useMutation, useQuery, useQueryClient } from "@tanstack/vue-query";
import { computed, type Ref } from "vue";
import { Incident, IncidentPage } from "../../../../server/recalls/recalls.contract.ts";
import { api } from "../../api/api.ts";

const INCIDENTS = ["incidents"];

/** One page of the office's incidents, the open ones first. */
export function useIncidents(page: Ref<number>) {
  return useQuery({
    queryKey: computed(() => [...INCIDENTS, page.value]),
    queryFn: ({ signal }) =>
      api.get("/incidents", { query: { page: page.value }, schema: IncidentPage, signal }),
  });
}

/** Closes an incident with what was done about it. */
export function useCloseIncident() {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: ({ incidentId, note }: { incidentId: string; note: string }) =>
      api.post(`/incidents/${incidentId}/closings`, { body: { note }, schema: Incident }),
    onSettled: () => queryClient.invalidateQueries({ queryKey: INCIDENTS }),
  });
}

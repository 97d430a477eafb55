import { useMutation, useQuery, useQueryClient } from "@tanstack/vue-query";
import { computed, type Ref } from "vue";
import {
  RegistrationPage,
  RegistrationsMarked,
  type RegistrationQuery,
} from "../../../../server/followup/registrations.contract.ts";
import { api, download } from "../../api/api.ts";

const REGISTRATIONS = ["sus-registrations"];
export type RegistrationState = RegistrationQuery["state"];

/** One page of the office's registrations, the oldest first. */
export function useRegistrations(state: Ref<RegistrationState>, page: Ref<number>) {
  return useQuery({
    queryKey: computed(() => [...REGISTRATIONS, state.value, page.value]),
    queryFn: ({ signal }) =>
      api.get("/sus-registrations", {
        query: { state: state.value, page: page.value, limit: 50 },
        schema: RegistrationPage,
        signal,
      }),
  });
}

/** Says that some are checked, or that SUS has them. */
export function useMark() {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: ({ as, ids }: { as: "checks" | "hand-overs"; ids: string[] }) =>
      api.post(`/sus-registrations/${as}`, { body: { ids }, schema: RegistrationsMarked }),
    onSettled: () => queryClient.invalidateQueries({ queryKey: REGISTRATIONS }),
  });
}

/** Fetches all that are checked and not handed over. */
export function useFile() {
  return useMutation({
    mutationFn: (format: "csv" | "json") =>
      download("/sus-registrations/files", { body: { format }, fileName: `sus-underlag.${format}` }),
  });
}

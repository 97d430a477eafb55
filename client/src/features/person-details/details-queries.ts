import { useMutation, useQuery, useQueryClient } from "@tanstack/vue-query";
import {
  KnownDetails,
  type CorrectedDetails,
  type OwnDetails,
} from "../../../../server/people/details.contract.ts";
import { api } from "../../api/api.ts";

/** Whose details: one's own, or those of the person of a case. */
export type DetailsPath = "/own-details" | `/cases/${string}/details`;

/** What a person is called and how they are reached. */
export function useDetails(path: DetailsPath) {
  return useQuery({
    queryKey: ["details", path],
    queryFn: ({ signal }) => api.get(path, { schema: KnownDetails, signal }),
    staleTime: 0,
  });
}

export function useCorrectDetails(path: DetailsPath) {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: (body: CorrectedDetails | OwnDetails) => api.put(path, { body, schema: KnownDetails }),
    async onSuccess(known) {
      queryClient.setQueryData(["details", path], known);
      await queryClient.invalidateQueries({ queryKey: ["case"] });
    },
  });
}

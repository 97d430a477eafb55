import { useMutation, useQuery, useQueryClient } from "@tanstack/vue-query";
import { CaseSummary } from "../../../../server/people/people.contract.ts";
import {
  RepresentativeList,
  type NewRepresentative,
} from "../../../../server/representatives/representatives.contract.ts";
import { api } from "../../api/api.ts";

/** A case that one may open. */
export function useCase(caseId: string) {
  return useQuery({
    queryKey: ["case", caseId],
    queryFn: ({ signal }) => api.get(`/cases/${caseId}`, { schema: CaseSummary, signal }),
  });
}

const keyOf = (caseId: string) => ["representatives", caseId];

/** Who answers for the person of a case. */
export function useRepresentatives(caseId: string) {
  return useQuery({
    queryKey: keyOf(caseId),
    queryFn: ({ signal }) =>
      api.get(`/cases/${caseId}/representatives`, { schema: RepresentativeList, signal }),
  });
}

export function useRegisterRepresentative(caseId: string) {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: (body: NewRepresentative) =>
      api.post(`/cases/${caseId}/representatives`, { body, schema: RepresentativeList }),
    onSuccess: (list) => queryClient.setQueryData(keyOf(caseId), list),
  });
}

export function useWithdrawRepresentative(caseId: string) {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: (personId: string) =>
      api.post(`/cases/${caseId}/representative-withdrawals`, {
        body: { personId },
        schema: RepresentativeList,
      }),
    onSuccess: (list) => queryClient.setQueryData(keyOf(caseId), list),
  });
}

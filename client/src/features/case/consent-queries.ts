import { useMutation, useQuery, useQueryClient } from "@tanstack/vue-query";
import { CaseConsents, type NewConsent } from "../../../../server/people/consents.contract.ts";
import { api } from "../../api/api.ts";

const keyOf = (caseId: string) => ["consents", caseId];

/** What the person of a case has agreed to, the latest first. */
export function useConsents(caseId: string) {
  return useQuery({
    queryKey: keyOf(caseId),
    queryFn: ({ signal }) => api.get(`/cases/${caseId}/consents`, { schema: CaseConsents, signal }),
  });
}

export function useRecordConsent(caseId: string) {
  const keep = useKept(caseId);
  return useMutation({
    mutationFn: (body: NewConsent) => api.post(`/cases/${caseId}/consents`, { body, schema: CaseConsents }),
    onSuccess: keep,
  });
}

export function useWithdrawConsent(caseId: string) {
  const keep = useKept(caseId);
  return useMutation({
    mutationFn: (consentId: string) =>
      api.post(`/cases/${caseId}/consent-withdrawals`, { body: { consentId }, schema: CaseConsents }),
    onSuccess: keep,
  });
}

/** The answer holds all consents; the case tells of them too. */
function useKept(caseId: string) {
  const queryClient = useQueryClient();
  return (consents: CaseConsents) => {
    queryClient.setQueryData(keyOf(caseId), consents);
    return queryClient.invalidateQueries({ queryKey: ["case", caseId] });
  };
}

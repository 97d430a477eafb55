import { useMutation, useQuery, useQueryClient } from "@tanstack/vue-query";
import { toValue, type MaybeRefOrGetter } from "vue";
import { CasePage } from "../../../../server/people/people.contract.ts";
import { ProtectedStaffList, type ProtectStaff } from "../../../../server/people/protected-staff.contract.ts";
import { RetentionReport, type ExtractRequest } from "../../../../server/privacy/privacy.contract.ts";
import { api, download } from "../../api/api.ts";

/** How long things are kept, and what has gone. */
export function useRetention() {
  return useQuery({
    queryKey: ["retention"],
    queryFn: ({ signal }) => api.get("/retention", { schema: RetentionReport, signal }),
  });
}

/** The cases one may open, by part of a name or a whole personnummer. */
export function useCaseSearch(text: MaybeRefOrGetter<string>) {
  return useQuery({
    queryKey: ["case-searches", text],
    queryFn: ({ signal }) =>
      api.post("/case-searches", { body: { text: toValue(text) }, schema: CasePage, signal }),
    enabled: () => toValue(text).length > 1,
    gcTime: 0,
  });
}

/** Everything about the individual of a case, as a file. */
export function useExtract() {
  return useMutation({
    mutationFn: ({ caseId, ...body }: ExtractRequest & { caseId: string }) =>
      download(`/cases/${caseId}/extracts`, { body, fileName: `registerutdrag.${body.format}` }),
  });
}

const STAFF_KEY = ["protected-handlaggare"];

/** Handläggare of one's own agency who have protected identity. */
export function useProtectedStaff() {
  return useQuery({
    queryKey: STAFF_KEY,
    queryFn: ({ signal }) => api.get("/protected-handlaggare", { schema: ProtectedStaffList, signal }),
  });
}

export function useProtectStaff() {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: ({ personId, body }: { personId: string; body: ProtectStaff }) =>
      api.put(`/handlaggare/${personId}/protection`, { body, schema: ProtectedStaffList }),
    onSuccess: (list) => queryClient.setQueryData(STAFF_KEY, list),
  });
}

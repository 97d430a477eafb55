import { useMutation, useQuery } from "@tanstack/vue-query";
import { computed, toValue, type MaybeRefOrGetter } from "vue";
import {
  AuditActionList,
  AuditPage,
  TrailVerification,
  type AuditExport,
  type AuditFilter,
} from "../../../../server/audit/audit.contract.ts";
import { api, download } from "../../api/api.ts";

/** Rows a page. */
const SHOWN = 50;

/** A page of what an auditor looked for, once they have; asked again only when they ask again, for each search is in the trail. */
export function useAuditSearch(needs: {
  filter: MaybeRefOrGetter<AuditFilter | undefined>;
  page: MaybeRefOrGetter<number>;
}) {
  const wanted = computed(() => ({ ...toValue(needs.filter), limit: SHOWN, page: toValue(needs.page) }));
  return useQuery({
    queryKey: ["audit-searches", wanted],
    queryFn: ({ signal }) => api.post("/audit-searches", { body: wanted.value, schema: AuditPage, signal }),
    enabled: () => toValue(needs.filter) !== undefined,
    staleTime: Infinity,
    gcTime: 0,
  });
}

/** Every row of a search as a file. */
export function useAuditExport() {
  return useMutation({
    mutationFn: (wanted: AuditExport) =>
      download("/audit-exports", { body: wanted, fileName: `sparlogg.${wanted.format}` }),
  });
}

/** What there is to choose among. */
export function useAuditActions() {
  return useQuery({
    queryKey: ["audit-actions"],
    queryFn: ({ signal }) => api.get("/audit-actions", { schema: AuditActionList, signal }),
  });
}

/** The days from a date on, held against their seals. */
export function useTrailVerification(from: string) {
  return useQuery({
    queryKey: ["audit-verification", from],
    queryFn: ({ signal }) =>
      api.get("/audit-verification", { query: { from }, schema: TrailVerification, signal }),
    refetchOnWindowFocus: false,
  });
}

import { keepPreviousData, useQuery } from "@tanstack/vue-query";
import type { Ref } from "vue";
import { ProtectedReadPage } from "../../../../server/audit/protected-reads.contract.ts";
import { api } from "../../api/api.ts";

/** A page of who has opened the office's protected cases, the latest first. */
export function useProtectedReads(page: Ref<number>) {
  return useQuery({
    queryKey: ["protected-reads", page],
    queryFn: ({ signal }) =>
      api.get("/protected-reads", {
        query: { limit: "20", page: String(page.value) },
        schema: ProtectedReadPage,
        signal,
      }),
    placeholderData: keepPreviousData,
    staleTime: 0,
  });
}

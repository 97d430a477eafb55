import { keepPreviousData, useQuery } from "@tanstack/vue-query";
import type { Ref } from "vue";
import { OwnOpeningPage } from "../../../../server/privacy/own-openings.contract.ts";
import { api } from "../../api/api.ts";

/** A page of who has read about the individual who has signed in, the latest day first. */
export function useOwnOpenings(page: Ref<number>) {
  return useQuery({
    queryKey: ["own-openings", page],
    queryFn: ({ signal }) =>
      api.get("/own-openings", {
        query: { limit: "20", page: String(page.value) },
        schema: OwnOpeningPage,
        signal,
      }),
    placeholderData: keepPreviousData,
    staleTime: 0,
  });
}

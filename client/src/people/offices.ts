import { useQuery } from "@tanstack/vue-query";
import { OfficeList } from "../../../server/people/people.contract.ts";
import { api } from "../api/api.ts";

/** Both agencies' offices, with what their handläggare are and know. */
export function useOffices() {
  return useQuery({
    queryKey: ["offices"],
    queryFn: ({ signal }) => api.get("/offices", { schema: OfficeList, signal }),
    staleTime: Infinity,
  });
}

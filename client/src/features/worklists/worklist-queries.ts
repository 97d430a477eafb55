import { useQuery } from "@tanstack/vue-query";
import { Worklists } from "../../../../server/followup/worklists.contract.ts";
import { api } from "../../api/api.ts";

/** Every list of one's own office. */
export function useWorklists() {
  return useQuery({
    queryKey: ["worklists"],
    queryFn: ({ signal }) => api.get("/worklists", { schema: Worklists, signal }),
  });
}

import { useQuery } from "@tanstack/vue-query";
import { computed, type MaybeRefOrGetter, toValue } from "vue";
import { Capacity, type CapacityQuery } from "../../../../server/scheduling/free-times.contract.ts";
import { api } from "../../api/api.ts";

/** Reads how much time two offices have; nothing until all of the question is there. */
export function useCapacity(asked: MaybeRefOrGetter<CapacityQuery | undefined>) {
  const question = computed(() => toValue(asked));
  return useQuery({
    queryKey: ["capacities", question],
    queryFn: ({ signal }) => api.get("/capacities", { query: question.value, schema: Capacity, signal }),
    enabled: () => question.value !== undefined,
    staleTime: 0,
  });
}

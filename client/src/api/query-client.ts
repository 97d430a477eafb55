import { QueryClient } from "@tanstack/vue-query";
import { ProblemError } from "./problem.ts";

declare module "@tanstack/vue-query" {
  interface Register {
    defaultError: ProblemError;
  }
}

/**
 * Holds what has been read from the server. Features read with `useQuery`, change with `useMutation`, and call
 * `invalidateQueries` when an event says that something is old.
 *
 * Only a lost connection is tried again: the server's refusals mean what they say.
 */
export const queryClient = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 10_000,
      networkMode: "always",
      retry: (failures, error) =>
        failures < 2 && error instanceof ProblemError && error.problem.code === "network",
    },
    mutations: { networkMode: "always" },
  },
});

import { useQuery } from "@tanstack/vue-query";
import { computed } from "vue";
import { Session } from "../../../server/identity/session.contract.ts";
import { api } from "../api/api.ts";
import { queryClient } from "../api/query-client.ts";

type StaffSession = Extract<Session, { kind: "staff" }>;

const sessionQuery = {
  queryKey: ["session"],
  queryFn: () => api.get("/session", { schema: Session }),
  staleTime: Infinity,
};

/** Who this browser is signed in as; read once and kept until `forgetSession`. */
export function loadSession(): Promise<Session> {
  return queryClient.ensureQueryData(sessionQuery);
}

/** Asks the server again: call it when a sign-in has ended or a one-time link was opened. */
export function forgetSession(): Promise<void> {
  return queryClient.resetQueries({ queryKey: sessionQuery.queryKey });
}

/** The signed-in handläggare, or undefined. */
export function useStaff() {
  const { data } = useQuery(sessionQuery);
  return computed<StaffSession | undefined>(() => (data.value?.kind === "staff" ? data.value : undefined));
}

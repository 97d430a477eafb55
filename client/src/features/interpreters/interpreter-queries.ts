import { useMutation, useQuery, useQueryClient } from "@tanstack/vue-query";
import {
  CaseInterpreterNeed,
  Interpreting,
  InterpreterTaskList,
  type InterpreterNeed,
  type SetInterpreterState,
} from "../../../../server/interpreters/interpreters.contract.ts";
import { api } from "../../api/api.ts";
import { meetingKey } from "../meeting/meeting-query.ts";

const ASK_AGAIN_MS = 60_000;
const TASKS = ["interpreter-tasks"];
/** Below the meeting: what changes it is read again with it. */
const keyOf = (meetingId: string) => [...meetingKey(meetingId), "interpreting"];

/** A meeting's interpreters, and what has to be seen to. */
export function useInterpreting(meetingId: string) {
  return useQuery({
    queryKey: keyOf(meetingId),
    queryFn: ({ signal }) => api.get(`/meetings/${meetingId}/interpreting`, { schema: Interpreting, signal }),
  });
}

/** Notes what has been heard of an interpreter. */
export function useSetInterpreterState(meetingId: string) {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: (body: SetInterpreterState) =>
      api.post(`/meetings/${meetingId}/interpreter-states`, { body, schema: Interpreting }),
    onSuccess: async (interpreting) => {
      queryClient.setQueryData(keyOf(meetingId), interpreting);
      await queryClient.invalidateQueries({ queryKey: TASKS });
    },
  });
}

/** The reader's meetings whose interpreter has to be seen to. */
export function useInterpreterTasks() {
  return useQuery({
    queryKey: TASKS,
    queryFn: ({ signal }) => api.get("/interpreter-tasks", { schema: InterpreterTaskList, signal }),
    staleTime: 0,
    refetchInterval: ASK_AGAIN_MS,
  });
}

/** What a person needs of an interpreter. */
export function useInterpreterNeed(caseId: string) {
  return useQuery({
    queryKey: ["interpreter-need", caseId],
    queryFn: ({ signal }) =>
      api.get(`/cases/${caseId}/interpreter-need`, { schema: CaseInterpreterNeed, signal }),
  });
}

export function useSetInterpreterNeed(caseId: string) {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: (need: InterpreterNeed | null) =>
      api.post(`/cases/${caseId}/interpreter-need`, { body: { need }, schema: CaseInterpreterNeed }),
    onSuccess: (saved) => queryClient.setQueryData(["interpreter-need", caseId], saved),
  });
}

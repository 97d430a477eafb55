import { useMutation, useQuery, useQueryClient } from "@tanstack/vue-query";
import {
  CaseCourse,
  type RecordEnding,
  type RecordMeasures,
  type RecordRequest,
  type RecordResult,
} from "../../../../server/followup/course.contract.ts";
import { api } from "../../api/api.ts";

const keyOf = (caseId: string) => ["course", caseId];

/** A case's course, the latest cooperation first. */
export function useCourse(caseId: string) {
  return useQuery({
    queryKey: keyOf(caseId),
    queryFn: ({ signal }) => api.get(`/cases/${caseId}/course`, { schema: CaseCourse, signal }),
  });
}

/** What can be told, and what is told with it. */
export interface Tellings {
  request: RecordRequest;
  result: RecordResult;
  measures: RecordMeasures;
  ending: RecordEnding;
}

/** Tells something of the latest cooperation, as the reader saw it. */
export function useTell<What extends keyof Tellings>(course: CaseCourse, what: What) {
  const queryClient = useQueryClient();
  const { caseId } = course;
  return useMutation({
    mutationFn: (body: Tellings[What]) =>
      api.put(`/cases/${caseId}/course/${what}`, {
        body,
        ifMatch: course.cooperations[0]?.revision ?? 0,
        schema: CaseCourse,
      }),
    onSuccess: (told) => queryClient.setQueryData(keyOf(caseId), told),
  });
}

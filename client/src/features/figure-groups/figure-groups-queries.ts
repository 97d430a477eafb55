import { useMutation, useQuery, useQueryClient } from "@tanstack/vue-query";
import {
  FigureGroups,
  type ChangeFigureGroup,
  type NewFigureGroup,
} from "../../../../server/followup/figures/figure-groups.contract.ts";
import { api } from "../../api/api.ts";

const GROUPS = ["figure-groups"];

/** All regions and local groups. */
export function useFigureGroups() {
  return useQuery({
    queryKey: GROUPS,
    queryFn: ({ signal }) => api.get("/figure-groups", { schema: FigureGroups, signal }),
  });
}

/** Makes a group. */
export function useAddGroup() {
  return useChange((body: NewFigureGroup) => api.post("/figure-groups", { body, schema: FigureGroups }));
}

/** Names a group anew and says all that is in it. */
export function useChangeGroup() {
  return useChange(({ groupId, ...body }: ChangeFigureGroup & { groupId: string }) =>
    api.put(`/figure-groups/${groupId}`, { body, schema: FigureGroups }),
  );
}

/** Ends a group. */
export function useEndGroup() {
  return useChange((groupId: string) => api.delete(`/figure-groups/${groupId}`, { schema: FigureGroups }));
}

/** Each change answers with all of them as they are now. */
function useChange<Input>(mutationFn: (input: Input) => Promise<FigureGroups>) {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn,
    onSuccess: (groups) => queryClient.setQueryData(GROUPS, groups),
  });
}

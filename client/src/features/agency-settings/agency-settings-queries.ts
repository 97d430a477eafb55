import { useMutation, useQuery, useQueryClient } from "@tanstack/vue-query";
import {
  AgencySettings,
  type ChangeOffice,
  type ChangeRequiredParties,
} from "../../../../server/people/agency-settings.contract.ts";
import type { LinkChannel } from "../../../../server/people/people.contract.ts";
import { api } from "../../api/api.ts";

const SETTINGS = ["agency-settings"];

/** The agency's settings and its offices'. */
export function useAgencySettings() {
  return useQuery({
    queryKey: SETTINGS,
    queryFn: ({ signal }) => api.get("/agency-settings", { schema: AgencySettings, signal }),
  });
}

/** One setting, as it is to be. */
export type SettingChange =
  | { linkChannels: LinkChannel[] }
  | ({ officeId: string } & ChangeOffice)
  | ({ officeId: string } & ChangeRequiredParties);

/** Changes one setting; the answer is all of them. */
export function useChangeSetting() {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: (change: SettingChange) => {
      const { path, body } = requestOf(change);
      return api.post(`/agency-settings/${path}`, { body, schema: AgencySettings });
    },
    onSuccess: (settings) => queryClient.setQueryData(SETTINGS, settings),
    onError: () => queryClient.invalidateQueries({ queryKey: SETTINGS }),
  });
}

function requestOf(change: SettingChange): { path: string; body: object } {
  if ("linkChannels" in change) return { path: "link-channels", body: { channels: change.linkChannels } };
  const { officeId, ...body } = change;
  return { path: `offices/${officeId}${"parties" in body ? "/required-parties" : ""}`, body };
}

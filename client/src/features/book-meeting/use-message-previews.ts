import { useQuery } from "@tanstack/vue-query";
import { computed, toValue, type MaybeRefOrGetter } from "vue";
import { MeetingPreview } from "../../../../server/meetings/meeting-previews.contract.ts";
import { api } from "../../api/api.ts";
import type { PlannedMeeting } from "./planned-meeting.ts";

function pathOf(meeting: object): string {
  if ("opening" in meeting) return "/meeting-opening-previews";
  return "times" in meeting ? "/meeting-offer-previews" : "/meeting-previews";
}

/**
 * What each one will be told of a meeting, and who has to confirm it first, as the server has it right now. Asked for
 * once, wherever it is used. The last questions are not part of any message, so nothing is read again while they are answered.
 */
export function useMessagePreviews(meeting: MaybeRefOrGetter<PlannedMeeting | undefined>) {
  const body = computed(() => ({
    ...toValue(meeting),
    talkedWithIndividual: true,
    decisionCommunicatedOn: null,
    secrecyConsentOn: null,
  }));
  return useQuery({
    queryKey: ["meeting-previews", body],
    queryFn: ({ signal }) =>
      api.post(pathOf(body.value), {
        body: body.value,
        schema: MeetingPreview,
        signal,
      }),
    enabled: () => toValue(meeting) !== undefined,
    gcTime: 0,
  });
}

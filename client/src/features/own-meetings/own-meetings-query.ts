import { useMutation, useQuery, useQueryClient } from "@tanstack/vue-query";
import { useRouter } from "vue-router";
import { OwnAttendance } from "../../../../server/outcomes/attendance.contract.ts";
import { InvitationView } from "../../../../server/invitations/invitations.contract.ts";
import { OwnMeetings } from "../../../../server/invitations/own-meetings.contract.ts";
import { api } from "../../api/api.ts";
import { forgetSession } from "../../session/session.ts";
import { invitationKey } from "../invitation/use-invitation.ts";

const KEY = ["own-meetings"];

/** The meetings of the individual who has signed in. */
export function useOwnMeetings() {
  return useQuery({
    queryKey: KEY,
    queryFn: ({ signal }) => api.get("/own-meetings", { schema: OwnMeetings, signal }),
    // One comes back here from answering.
    staleTime: 0,
  });
}

/** Opens one of them: the page that its link would have led to, with more on it. */
export function useOpenOwnMeeting() {
  const queryClient = useQueryClient();
  const router = useRouter();
  return useMutation({
    mutationFn: (meetingId: string) =>
      api.post("/own-meetings/openings", { body: { meetingId }, schema: InvitationView }),
    async onSuccess(invitation) {
      await forgetSession();
      queryClient.setQueryData(invitationKey, invitation);
      await router.push("/svar");
    },
  });
}

const attendanceKey = (meetingId: string) => [...KEY, meetingId, "attendance"];

/** When the individual was in one of them, as it was kept. */
export function useOwnAttendance(meetingId: string) {
  return useQuery({
    queryKey: attendanceKey(meetingId),
    queryFn: ({ signal }) =>
      api.get(`/own-meetings/${meetingId}/attendance`, { schema: OwnAttendance, signal }),
    staleTime: 0,
  });
}

/** Says that it is wrong. */
export function useObjection(meetingId: string) {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: (text: string) =>
      api.post(`/own-meetings/${meetingId}/attendance/objections`, { body: { text }, schema: OwnAttendance }),
    onSuccess: (changed) => queryClient.setQueryData(attendanceKey(meetingId), changed),
  });
}

/** Signs out in every browser. */
export function useSignOutEverywhere() {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: () => api.delete("/sign-ins"),
    async onSuccess() {
      await forgetSession();
      queryClient.removeQueries({ queryKey: invitationKey });
      await queryClient.resetQueries({ queryKey: KEY });
    },
  });
}

import { z } from "zod";
import { Id, Paging } from "../http/conventions.contract.ts";
import { createOperations, type Operations } from "../http/operations.ts";
import type { ListDrafts } from "./list-drafts.ts";
import { DraftPage, RejectDraft } from "./drafts.contract.ts";
import { MeetingView } from "./meetings.contract.ts";
import { answerWith } from "./meetings.routes.ts";
import type { ReadMeetings } from "./read-meetings.ts";
import type { SettleDraft } from "./settle-draft.ts";

const tag = "meetings";
const settling = {
  method: "post",
  tag,
  who: "staff",
  params: z.strictObject({ meetingId: Id }),
  ifMatch: true,
  status: 200,
  answer: MeetingView,
} as const;

/** Drafts that the other agency confirms before anybody else is told. */
export function createDraftsRoutes(useCases: {
  readMeetings: ReadMeetings;
  listDrafts: ListDrafts;
  settleDraft: SettleDraft;
}): Operations {
  const { listDrafts, settleDraft } = useCases;
  const operations = createOperations();
  operations.add(
    {
      id: "listDrafts",
      method: "get",
      path: "/drafts",
      summary:
        "Det som det egna kontoret väntar på: den andra myndighetens besked, personer som väljer tid själva, och det som inte fick svar i tid.",
      tag,
      who: "staff",
      query: Paging,
      status: 200,
      answer: DraftPage,
    },
    ({ actor, query }) => listDrafts(actor, query),
  );
  operations.add(
    {
      ...settling,
      id: "confirmDraft",
      path: "/meetings/:meetingId/confirmations",
      summary: "Bekräftar den andra myndighetens utkast. Mötet bokas eller erbjuds, och alla får veta.",
      body: z.strictObject({}),
    },
    async (call) => {
      const { meetingId } = call.params;
      await settleDraft.confirm(call.actor, { meetingId, revision: call.revision });
      return answerWith(useCases, call, meetingId);
    },
  );
  operations.add(
    {
      ...settling,
      id: "rejectDraft",
      path: "/meetings/:meetingId/rejections",
      summary: "Säger nej till den andra myndighetens utkast. Tiderna blir lediga.",
      body: RejectDraft,
    },
    async (call) => {
      const { meetingId } = call.params;
      await settleDraft.reject(call.actor, { meetingId, revision: call.revision }, call.body);
      return answerWith(useCases, call, meetingId);
    },
  );
  operations.add(
    {
      ...settling,
      id: "retractDraft",
      path: "/meetings/:meetingId/draft-withdrawals",
      summary: "Tar tillbaka ett utkast som ingen har bekräftat än. Tiderna blir lediga.",
      body: z.strictObject({}),
    },
    async (call) => {
      const { meetingId } = call.params;
      await settleDraft.retract(call.actor, { meetingId, revision: call.revision });
      return answerWith(useCases, call, meetingId);
    },
  );
  return operations;
}

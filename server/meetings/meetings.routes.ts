import { z } from "zod";
import { Id } from "../http/conventions.contract.ts";
import { createOperations, type Operations } from "../http/operations.ts";
import type { StaffActor } from "../identity/actor.ts";
import type { GiveAnswerUseCase } from "../invitations/give-answer.ts";
import type { ConfirmReplyUseCase } from "../invitations/confirm-reply.ts";
import { ConfirmReply, RecordAnswer } from "../invitations/invitations.contract.ts";
import type { MarkCalled } from "../invitations/mark-called.ts";
import type { CancelMeetingUseCase, MoveMeetingUseCase } from "./change-meeting.ts";
import { BookableType } from "./types/registered-types.contract.ts";
import { CancelMeeting, MeetingPage, MeetingQuery, MeetingView, MoveMeeting } from "./meetings.contract.ts";
import type { ListMeetingTypes } from "./list-meeting-types.ts";
import type { ReadMeetings } from "./read-meetings.ts";

const tag = "meetings";
const params = z.strictObject({ meetingId: Id });

interface UseCases {
  readonly listMeetingTypes: ListMeetingTypes;
  readonly readMeetings: ReadMeetings;
  readonly moveMeeting: MoveMeetingUseCase;
  readonly cancelMeeting: CancelMeetingUseCase;
  readonly giveAnswer: GiveAnswerUseCase;
  readonly confirmReply: ConfirmReplyUseCase;
  readonly markCalled: MarkCalled;
}

/** Changing meetings, and reading them as those who take part. */
export function createMeetingsRoutes(useCases: UseCases): Operations {
  const operations = createOperations();
  addReading(operations, useCases);
  addChanges(operations, useCases);
  addSpokenWord(operations, useCases);
  return operations;
}

/** Answers with the meeting as it is now, and its revision as ETag. */
export async function answerWith(
  { readMeetings }: { readMeetings: ReadMeetings },
  { actor, response }: { actor: StaffActor; response: { set(name: string, value: string): unknown } },
  meetingId: string,
): Promise<MeetingView> {
  const meeting = await readMeetings.read(actor, meetingId);
  response.set("ETag", `"${meeting.revision}"`);
  return meeting;
}

function addReading(operations: Operations, useCases: UseCases): void {
  operations.add(
    {
      id: "listMeetingTypes",
      method: "get",
      path: "/meeting-types",
      summary: "Mötestyperna och vad som gäller för dem.",
      tag,
      who: "staff",
      status: 200,
      answer: z.strictObject({ items: z.array(BookableType) }),
    },
    async ({ actor }) => ({ items: await useCases.listMeetingTypes(actor) }),
  );
  operations.add(
    {
      id: "listMeetings",
      method: "get",
      path: "/meetings",
      summary: "Mina möten, det tidigaste först.",
      tag,
      who: "staff",
      query: MeetingQuery,
      status: 200,
      answer: MeetingPage,
    },
    ({ actor, query: { from, to, limit, page } }) =>
      useCases.readMeetings.list(
        actor,
        { from: from ? new Date(from) : undefined, to: to ? new Date(to) : undefined },
        { limit, page },
      ),
  );
  operations.add(
    {
      id: "readMeeting",
      method: "get",
      path: "/meetings/:meetingId",
      summary: "Ett möte som man deltar i eller har bokat: svar, meddelanden och historik.",
      tag,
      who: "staff",
      params,
      status: 200,
      answer: MeetingView,
    },
    (call) => answerWith(useCases, call, call.params.meetingId),
  );
}

function addChanges(operations: Operations, useCases: UseCases): void {
  operations.add(
    {
      id: "moveMeeting",
      method: "post",
      path: "/meetings/:meetingId/moves",
      summary: "Ger mötet en ny tid, plats eller form. Alla som kallats får veta.",
      tag,
      who: "staff",
      params,
      ifMatch: true,
      body: MoveMeeting,
      status: 200,
      answer: MeetingView,
    },
    async (call) => {
      const { meetingId } = call.params;
      await useCases.moveMeeting(call.actor, { meetingId, revision: call.revision }, call.body);
      return answerWith(useCases, call, meetingId);
    },
  );
  operations.add(
    {
      id: "cancelMeeting",
      method: "post",
      path: "/meetings/:meetingId/cancellations",
      summary: "Avbokar mötet och frigör allas tid. Alla som kallats får veta.",
      tag,
      who: "staff",
      params,
      ifMatch: true,
      body: CancelMeeting,
      status: 200,
      answer: MeetingView,
    },
    async (call) => {
      const { meetingId } = call.params;
      await useCases.cancelMeeting(call.actor, { meetingId, revision: call.revision }, call.body);
      return answerWith(useCases, call, meetingId);
    },
  );
}

function addSpokenWord(operations: Operations, useCases: UseCases): void {
  operations.add(
    {
      id: "recordAnswer",
      method: "post",
      path: "/meetings/:meetingId/answers",
      summary: "Antecknar ett svar som någon har gett på telefon.",
      tag,
      who: "staff",
      params,
      body: RecordAnswer,
      status: 200,
      answer: MeetingView,
    },
    async (call) => {
      const { meetingId } = call.params;
      const { given, ...about } = call.body;
      await useCases.giveAnswer(call.actor, { meetingId, ...about }, given);
      return answerWith(useCases, call, meetingId);
    },
  );
  operations.add(
    {
      id: "confirmReply",
      method: "post",
      path: "/meetings/:meetingId/confirmed-replies",
      summary: "Antecknar att personen står för ett svar som kom med e-post från en annan adress än deras.",
      tag,
      who: "staff",
      params,
      body: ConfirmReply,
      status: 200,
      answer: MeetingView,
    },
    async (call) => {
      const { meetingId } = call.params;
      await useCases.confirmReply(call.actor, { meetingId, replyId: call.body.replyId });
      return answerWith(useCases, call, meetingId);
    },
  );
  operations.add(
    {
      id: "markCalled",
      method: "post",
      path: "/meetings/:meetingId/calls",
      summary: "Antecknar att man har ringt och berättat det som meddelandet säger.",
      tag,
      who: "staff",
      params,
      body: z.strictObject({ messageId: Id }),
      status: 200,
      answer: MeetingView,
    },
    async (call) => {
      const { meetingId } = call.params;
      await useCases.markCalled(call.actor, { meetingId, messageId: call.body.messageId });
      return answerWith(useCases, call, meetingId);
    },
  );
}

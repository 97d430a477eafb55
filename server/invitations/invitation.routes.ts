import { createOperations, type Operations } from "../http/operations.ts";
import type { BrowserSessions } from "../identity/browser-sessions.routes.ts";
import { addressOf } from "../identity/limited-doors.routes.ts";
import { ChooseTime } from "../meetings/meetings.contract.ts";
import type { RateLimiter } from "../platform/limits/rate-limiter.ts";
import type { ChooseTime as ChooseTimeUseCase } from "./choose-time.ts";
import type { GiveAnswerUseCase } from "./give-answer.ts";
import {
  AnswerInvitation,
  InvitationView,
  OpenInvitation,
  PickableTimes,
  PickTime,
} from "./invitations.contract.ts";
import type { OpenInvitation as OpenInvitationUseCase } from "./open-invitation.ts";
import type { PickTime as PickTimeUseCase } from "./pick-time.ts";
import type { ReadInvitation } from "./read-invitation.ts";
import type { ReadPickableTimes } from "./read-pickable-times.ts";

const tag = "invitations";

interface UseCases {
  readonly openInvitation: OpenInvitationUseCase;
  readonly readInvitation: ReadInvitation;
  readonly giveAnswer: GiveAnswerUseCase;
  readonly chooseTime: ChooseTimeUseCase;
  readonly pickTime: PickTimeUseCase;
  readonly readPickableTimes: ReadPickableTimes;
  readonly sessions: BrowserSessions;
  readonly limiter: Pick<RateLimiter, "take" | "refuseBeyond">;
}

/** The individual's page. Reading it changes nothing, so mail scanners do no harm; the token comes in a body, once. */
export function createInvitationRoutes(useCases: UseCases): Operations {
  const operations = createOperations();
  addOpening(operations, useCases);
  addReading(operations, useCases);
  operations.add(
    {
      id: "answerInvitation",
      method: "post",
      path: "/invitation/answers",
      summary: "Svarar: kommer, vill ha en annan tid, eller tackar nej. Kan ändras tills mötet börjar.",
      tag,
      who: "invited",
      body: AnswerInvitation,
      status: 200,
      answer: InvitationView,
    },
    async ({ actor, body: { timeVersion, given } }) => {
      await useCases.giveAnswer(actor, { ...actor, timeVersion }, given);
      return useCases.readInvitation.read(actor);
    },
  );
  operations.add(
    {
      id: "chooseTime",
      method: "post",
      path: "/invitation/choices",
      summary: "Väljer en av de tider man har fått. De andra blir lediga.",
      tag,
      who: "invited",
      body: ChooseTime,
      status: 200,
      answer: InvitationView,
    },
    async ({ actor, body }) => {
      await useCases.chooseTime(actor, { meetingId: actor.meetingId, ...body });
      return useCases.readInvitation.read(actor);
    },
  );
  addPicking(operations, useCases);
  return operations;
}

function addPicking(operations: Operations, { readInvitation, readPickableTimes, pickTime }: UseCases): void {
  operations.add(
    {
      id: "readInvitationTimes",
      method: "get",
      path: "/invitation/times",
      summary: "Tiderna att välja bland när man väljer tid själv. Bara när, aldrig vem som är upptagen.",
      tag,
      who: "invited",
      status: 200,
      answer: PickableTimes,
    },
    ({ actor }) => readPickableTimes(actor, actor.meetingId),
  );
  operations.add(
    {
      id: "pickTime",
      method: "post",
      path: "/invitation/bookings",
      summary: "Bokar en av de lediga tiderna. Samma tid en gång till ändrar inget.",
      tag,
      who: "invited",
      body: PickTime,
      status: 200,
      answer: InvitationView,
    },
    async ({ actor, body }) => {
      await pickTime(actor, { meetingId: actor.meetingId, startAt: new Date(body.startAt) });
      return readInvitation.read(actor);
    },
  );
}

function addOpening(
  operations: Operations,
  { openInvitation, readInvitation, sessions, limiter }: UseCases,
): void {
  operations.add(
    {
      id: "openInvitation",
      method: "post",
      path: "/invitation-sessions",
      summary: "Byter länkens hemlighet mot en kort session.",
      tag,
      who: "anyone",
      body: OpenInvitation,
      status: 201,
      answer: InvitationView,
    },
    async ({ body, request }) => {
      const address = addressOf(request);
      await limiter.refuseBeyond("failedLink", address);
      const link = await openInvitation(body.token).catch(async (error: unknown) => {
        await limiter.take("failedLink", address);
        throw error;
      });
      await limiter.take("link", link.id);
      await sessions.openInvitation(request, { participantId: link.participantId, linkId: link.id });
      const { meetingId, participantId } = link;
      return readInvitation.read({ kind: "invited", meetingId, participantId });
    },
  );
}

function addReading(operations: Operations, { readInvitation }: UseCases): void {
  operations.add(
    {
      id: "readInvitation",
      method: "get",
      path: "/invitation",
      summary: "Tid, plats, vilka roller man träffar och ens eget svar.",
      tag,
      who: "invited",
      status: 200,
      answer: InvitationView,
    },
    ({ actor }) => readInvitation.read(actor),
  );
  operations.add(
    {
      id: "downloadInvitation",
      method: "get",
      path: "/invitation/calendar-entry",
      summary: "Mötet som kalenderfil.",
      tag,
      who: "invited",
      status: 200,
      contentType: "text/calendar; charset=utf-8",
    },
    async ({ actor, response }) => {
      const entry = await readInvitation.download(actor);
      response.type("text/calendar; charset=utf-8").attachment("moten.ics").send(entry);
    },
  );
}

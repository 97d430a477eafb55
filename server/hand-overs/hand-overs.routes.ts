import { createOperations, type Operations } from "../http/operations.ts";
import type { HandOverUseCase } from "./hand-over.ts";
import {
  DisqualificationList,
  HandOver,
  HandOverPeople,
  HandOverPreview,
  HandOverResult,
  LiftDisqualification,
  PreviewHandOver,
} from "./hand-overs.contract.ts";
import type { KeepDisqualifications } from "./keep-disqualifications.ts";
import type { PreviewHandOverUseCase } from "./preview-hand-over.ts";

const tag = "meetings";

/** All the meetings of a handläggare who leaves, or of one case when they are disqualified, to colleagues at once. */
export function createHandOversRoutes({
  handOver,
  previewHandOver,
  keepDisqualifications,
}: {
  handOver: HandOverUseCase;
  previewHandOver: PreviewHandOverUseCase;
  keepDisqualifications: KeepDisqualifications;
}): Operations {
  const operations = createOperations();
  operations.add(
    {
      id: "listHandOverPeople",
      method: "get",
      path: "/hand-over-people",
      summary: "Vems möten man får lämna över: sina egna, och för chefen kontorets.",
      tag,
      who: "staff",
      status: 200,
      answer: HandOverPeople,
    },
    async ({ actor }) => ({ items: await previewHandOver.listPeople(actor) }),
  );
  operations.add(
    {
      id: "previewHandOver",
      method: "post",
      path: "/hand-over-previews",
      summary: "Vilka möten som kan tas över av vem på samma tid, och vilka som krockar. Ändrar inget.",
      tag,
      who: "staff",
      body: PreviewHandOver,
      status: 200,
      answer: HandOverPreview,
    },
    async ({ actor, body }) => ({ items: await previewHandOver.preview(actor, body) }),
  );
  operations.add(
    {
      id: "handOver",
      method: "post",
      path: "/hand-overs",
      summary: "Lämnar över möten till kollegor, ett i taget. Samma begäran två gånger ger samma svar.",
      tag,
      who: "staff",
      body: HandOver,
      status: 200,
      answer: HandOverResult,
    },
    ({ actor, body }) => handOver(actor, body),
  );
  operations.add(
    {
      id: "listDisqualifications",
      method: "get",
      path: "/disqualifications",
      summary: "Vilka på kontoret som är jäviga i ärenden. För den som leder kontoret.",
      tag,
      who: "staff",
      status: 200,
      answer: DisqualificationList,
    },
    async ({ actor }) => ({ items: await keepDisqualifications.list(actor) }),
  );
  operations.add(
    {
      id: "liftDisqualification",
      method: "post",
      path: "/disqualification-lifts",
      summary: "Häver ett jäv, med ett skäl som sparas. För den som leder kontoret.",
      tag,
      who: "staff",
      body: LiftDisqualification,
      status: 200,
      answer: DisqualificationList,
    },
    async ({ actor, body }) => ({ items: await keepDisqualifications.lift(actor, body) }),
  );
  return operations;
}

import type { Response } from "express";
import { createOperations, type Operations } from "../http/operations.ts";
import type { KeepWorkingPattern } from "./keep-working-pattern.ts";
import { CollisionList, KeepCollision, PatternDraft, WorkingPattern } from "./working-pattern.contract.ts";

const tag = "calendar";

/** When one can be booked oneself, and the meetings that a change of it has left outside. */
export function createWorkingPatternRoutes({
  keepWorkingPattern,
}: {
  keepWorkingPattern: KeepWorkingPattern;
}): Operations {
  const operations = createOperations();
  const common = { tag, who: "staff", status: 200 } as const;
  operations.add(
    {
      ...common,
      id: "readWorkingHours",
      method: "get",
      path: "/working-hours",
      summary: "Egen arbetstid, avvikelser, lunch, marginaler, tak, fokustid och återkommande frånvaro.",
      answer: WorkingPattern,
    },
    async ({ actor, response }) => withTag(response, await keepWorkingPattern.read(actor)),
  );
  operations.add(
    {
      ...common,
      id: "changeWorkingHours",
      method: "put",
      path: "/working-hours",
      summary: "Ändrar egen arbetstid, hel. Bokade möten står kvar; de som hamnar utanför listas.",
      ifMatch: true,
      body: PatternDraft,
      answer: WorkingPattern,
    },
    async ({ actor, revision, body, response }) =>
      withTag(response, await keepWorkingPattern.change(actor, revision, body)),
  );
  operations.add(
    {
      ...common,
      id: "previewWorkingHours",
      method: "post",
      path: "/working-hours/previews",
      summary: "Vilka möten som skulle hamna utanför en ändrad arbetstid. Ändrar inget.",
      body: PatternDraft,
      answer: CollisionList,
    },
    async ({ actor, body }) => ({ items: await keepWorkingPattern.preview(actor, body) }),
  );
  operations.add(
    {
      ...common,
      id: "listTimeCollisions",
      method: "get",
      path: "/time-collisions",
      summary: "Egna kommande möten utanför arbetstid eller i frånvaro, som ingen har sagt ska vara kvar.",
      answer: CollisionList,
    },
    async ({ actor }) => ({ items: await keepWorkingPattern.listCollisions(actor) }),
  );
  operations.add(
    {
      ...common,
      id: "keepTimeCollision",
      method: "post",
      path: "/kept-collisions",
      summary: "Säger att ett möte utanför arbetstiden är kvar som det är. Mötet ändras inte.",
      body: KeepCollision,
      status: 204,
    },
    ({ actor, body }) => keepWorkingPattern.keepCollision(actor, body),
  );
  return operations;
}

function withTag(response: Response, pattern: WorkingPattern): WorkingPattern {
  response.set("ETag", `"${pattern.revision}"`);
  return pattern;
}

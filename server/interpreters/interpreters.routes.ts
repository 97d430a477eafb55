import { z } from "zod";
import { Id } from "../http/conventions.contract.ts";
import { createOperations, type Operations } from "../http/operations.ts";
import type { KeepInterpreterNeed } from "./keep-interpreter-need.ts";
import type { KeepInterpreters } from "./keep-interpreters.ts";
import {
  CaseInterpreterNeed,
  Interpreting,
  InterpreterTaskList,
  SetInterpreterState,
} from "./interpreters.contract.ts";

const ofMeeting = { tag: "meetings", who: "staff", params: z.strictObject({ meetingId: Id }) } as const;
const ofCase = { tag: "people", who: "staff", params: z.strictObject({ caseId: Id }) } as const;

/** What a person needs of an interpreter, how far those asked have come, and what has to be seen to. */
export function createInterpretersRoutes({
  keepInterpreterNeed,
  keepInterpreters,
}: {
  keepInterpreterNeed: KeepInterpreterNeed;
  keepInterpreters: KeepInterpreters;
}): Operations {
  const operations = createOperations();
  operations.add(
    {
      ...ofCase,
      id: "readInterpreterNeed",
      method: "get",
      path: "/cases/:caseId/interpreter-need",
      summary: "Vilken tolk personen behöver, om någon.",
      status: 200,
      answer: CaseInterpreterNeed,
    },
    async ({ actor, params }) => ({ need: await keepInterpreterNeed.read(actor, params.caseId) }),
  );
  operations.add(
    {
      ...ofCase,
      id: "setInterpreterNeed",
      method: "post",
      path: "/cases/:caseId/interpreter-need",
      summary: "Antecknar vilken tolk personen behöver; null när ingen behövs.",
      body: CaseInterpreterNeed,
      status: 200,
      answer: CaseInterpreterNeed,
    },
    async ({ actor, params, body }) => {
      await keepInterpreterNeed.set(actor, params.caseId, body.need);
      return body;
    },
  );
  operations.add(
    {
      ...ofMeeting,
      id: "readInterpreting",
      method: "get",
      path: "/meetings/:meetingId/interpreting",
      summary: "Mötets tolkar, hur långt var och en har kommit, och om något behöver göras.",
      status: 200,
      answer: Interpreting,
    },
    ({ actor, params }) => keepInterpreters.read(actor, params.meetingId),
  );
  operations.add(
    {
      ...ofMeeting,
      id: "setInterpreterState",
      method: "post",
      path: "/meetings/:meetingId/interpreter-states",
      summary: "Antecknar att en tolk är tillfrågad, har bekräftat eller har fått förhinder.",
      body: SetInterpreterState,
      status: 200,
      answer: Interpreting,
    },
    async ({ actor, params, body }) => {
      await keepInterpreters.set(actor, params.meetingId, body);
      return keepInterpreters.read(actor, params.meetingId);
    },
  );
  operations.add(
    {
      id: "listInterpreterTasks",
      method: "get",
      path: "/interpreter-tasks",
      summary: "Mina möten där tolk saknas tre arbetsdagar innan, eller där tolken har fått förhinder.",
      tag: "meetings",
      who: "staff",
      status: 200,
      answer: InterpreterTaskList,
    },
    async ({ actor }) => ({ items: await keepInterpreters.listTasks(actor) }),
  );
  return operations;
}

import { z } from "zod";
import { Id } from "../http/conventions.contract.ts";
import { createOperations, type Operations } from "../http/operations.ts";
import { CaseCourse, RecordEnding, RecordMeasures, RecordRequest, RecordResult } from "./course.contract.ts";
import type { KeepCourse } from "./keep-course.ts";

const common = {
  tag: "followup",
  who: "staff",
  params: z.strictObject({ caseId: Id }),
  status: 200,
  answer: CaseCourse,
} as const;
const telling = { ...common, method: "put", ifMatch: true } as const;

/** A case's course, from the request to what the person went to. `If-Match` is the latest cooperation's revision, 0 when there is none. */
export function createCourseRoutes({ keepCourse }: { keepCourse: KeepCourse }): Operations {
  const operations = createOperations();
  operations.add(
    {
      ...common,
      id: "readCourse",
      method: "get",
      path: "/cases/:caseId/course",
      summary: "Ärendets gång: varje samarbete från begäran till slut, och varifrån varje uppgift kommer.",
    },
    ({ actor, params: { caseId } }) => keepCourse.read(actor, caseId),
  );
  operations.add(
    {
      ...telling,
      id: "recordRequest",
      path: "/cases/:caseId/course/request",
      summary: "Antecknar begäran om gemensam kartläggning, eller kompletterar den.",
      body: RecordRequest,
    },
    async ({ actor, params: { caseId }, revision, body }) => {
      await keepCourse.recordRequest(actor, { caseId, revision }, body);
      return keepCourse.read(actor, caseId);
    },
  );
  operations.add(
    {
      ...telling,
      id: "recordResult",
      path: "/cases/:caseId/course/result",
      summary: "Antecknar vad kartläggningen ledde till, när dess sista möte är hållet.",
      body: RecordResult,
    },
    async ({ actor, params: { caseId }, revision, body }) => {
      await keepCourse.recordResult(actor, { caseId, revision }, body);
      return keepCourse.read(actor, caseId);
    },
  );
  operations.add(
    {
      ...telling,
      id: "recordMeasures",
      path: "/cases/:caseId/course/measures",
      summary: "Antecknar vilka insatser som har startat; inga är också ett svar.",
      body: RecordMeasures,
    },
    async ({ actor, params: { caseId }, revision, body }) => {
      await keepCourse.recordMeasures(actor, { caseId, revision }, body);
      return keepCourse.read(actor, caseId);
    },
  );
  operations.add(
    {
      ...telling,
      id: "recordEnding",
      path: "/cases/:caseId/course/ending",
      summary: "Antecknar hur samarbetet slutade och vad personen gick till.",
      body: RecordEnding,
    },
    async ({ actor, params: { caseId }, revision, body }) => {
      await keepCourse.recordEnding(actor, { caseId, revision }, body);
      return keepCourse.read(actor, caseId);
    },
  );
  return operations;
}

import { z } from "zod";
import { Absence, NewAbsence } from "../calendars/calendars.contract.ts";
import { Id } from "../http/conventions.contract.ts";
import { createOperations, type Operations } from "../http/operations.ts";
import type { AddAbsence } from "./add-absence.ts";
import type { ChangeAbsence } from "./change-absence.ts";
import type { RemoveAbsence } from "./remove-absence.ts";

const tag = "calendar";
const AbsencePath = z.strictObject({ absenceId: Id });

/** The time one is away oneself. */
export function createAbsencesRoutes(useCases: {
  addAbsence: AddAbsence;
  changeAbsence: ChangeAbsence;
  removeAbsence: RemoveAbsence;
}): Operations {
  const operations = createOperations();
  operations.add(
    {
      id: "addAbsence",
      method: "post",
      path: "/absences",
      summary: "Lägger in egen frånvaro. Möten som redan är bokade står kvar.",
      tag,
      who: "staff",
      body: NewAbsence,
      status: 201,
      answer: Absence,
    },
    ({ actor, body }) => useCases.addAbsence(actor, body),
  );
  operations.add(
    {
      id: "changeAbsence",
      method: "put",
      path: "/absences/:absenceId",
      summary: "Ändrar egen frånvaro eller fokustid. Möten som redan är bokade står kvar.",
      tag,
      who: "staff",
      params: AbsencePath,
      body: NewAbsence,
      status: 200,
      answer: Absence,
    },
    ({ actor, params, body }) => useCases.changeAbsence(actor, params.absenceId, body),
  );
  operations.add(
    {
      id: "removeAbsence",
      method: "delete",
      path: "/absences/:absenceId",
      summary: "Tar bort egen frånvaro.",
      tag,
      who: "staff",
      params: AbsencePath,
      status: 204,
    },
    ({ actor, params }) => useCases.removeAbsence(actor, params.absenceId),
  );
  return operations;
}

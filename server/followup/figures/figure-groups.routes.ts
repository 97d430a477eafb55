import { z } from "zod";
import { Id } from "../../http/conventions.contract.ts";
import { createOperations, type Operations } from "../../http/operations.ts";
import { ChangeFigureGroup, FigureGroups, NewFigureGroup } from "./figure-groups.contract.ts";
import type { KeepFigureGroups } from "./keep-figure-groups.ts";

/** Regions and local groups that figures are told by, for administrators. */
export function createFigureGroupsRoutes({
  keepFigureGroups,
}: {
  keepFigureGroups: KeepFigureGroups;
}): Operations {
  const operations = createOperations();
  const common = { tag: "figures", who: "staff", status: 200, answer: FigureGroups } as const;
  const params = z.strictObject({ groupId: Id });
  operations.add(
    {
      ...common,
      id: "listFigureGroups",
      method: "get",
      path: "/figure-groups",
      summary: "Regioner och lokala grupper, och från vilket år en ändring gäller.",
    },
    ({ actor }) => keepFigureGroups.list(actor),
  );
  operations.add(
    {
      ...common,
      id: "addFigureGroup",
      method: "post",
      path: "/figure-groups",
      summary: "Gör en region eller en lokal grupp.",
      body: NewFigureGroup,
      status: 201,
    },
    ({ actor, body }) => keepFigureGroups.add(actor, body),
  );
  operations.add(
    {
      ...common,
      id: "changeFigureGroup",
      method: "put",
      path: "/figure-groups/:groupId",
      summary: "Byter namn på en grupp och bestämmer vad som ingår i den.",
      params,
      body: ChangeFigureGroup,
    },
    ({ actor, params: { groupId }, body }) => keepFigureGroups.change(actor, groupId, body),
  );
  operations.add(
    {
      ...common,
      id: "endFigureGroup",
      method: "delete",
      path: "/figure-groups/:groupId",
      summary: "Avslutar en grupp. Räknade år har den kvar.",
      params,
    },
    ({ actor, params: { groupId } }) => keepFigureGroups.end(actor, groupId),
  );
  return operations;
}

import { z } from "zod";
import { Id } from "../http/conventions.contract.ts";
import { createOperations, type Operations } from "../http/operations.ts";
import { EquipmentFindings } from "./equipment-check.contract.ts";
import type { KeepEquipmentCheck } from "./keep-equipment-check.ts";

/** What somebody found who tried camera, sound and network. Over HTTP, for it is also told where a network lets nothing live through. */
export function createEquipmentCheckRoutes({
  keepEquipmentCheck,
}: {
  keepEquipmentCheck: KeepEquipmentCheck;
}): Operations {
  const operations = createOperations();
  operations.add(
    {
      id: "tellEquipmentCheck",
      method: "put",
      path: "/meetings/:meetingId/equipment-check",
      summary: "Berättar för handläggarna vad som fungerade när man provade kamera, ljud och nät.",
      tag: "rooms",
      who: "invited",
      params: z.strictObject({ meetingId: Id }),
      body: EquipmentFindings,
      status: 204,
    },
    ({ actor, params, body }) => keepEquipmentCheck(actor, params.meetingId, body),
  );
  return operations;
}

import { z } from "zod";
import { Id } from "../http/conventions.contract.ts";
import { createOperations, type Operations } from "../http/operations.ts";
import type { KeepProtectedStaff } from "./keep-protected-staff.ts";
import { ProtectedStaffList, ProtectStaff } from "./protected-staff.contract.ts";

/** Which handläggare have protected identity, for their agency's administrators. */
export function createProtectedStaffRoutes({
  keepProtectedStaff,
}: {
  keepProtectedStaff: KeepProtectedStaff;
}): Operations {
  const operations = createOperations();
  const common = { tag: "administration", who: "staff", status: 200, answer: ProtectedStaffList } as const;
  operations.add(
    {
      ...common,
      id: "listProtectedStaff",
      method: "get",
      path: "/protected-handlaggare",
      summary: "Den egna myndighetens handläggare med skyddade personuppgifter. För administratörer.",
    },
    async ({ actor }) => ({ items: await keepProtectedStaff.list(actor) }),
  );
  operations.add(
    {
      ...common,
      id: "protectStaff",
      method: "put",
      path: "/handlaggare/:personId/protection",
      summary:
        "Bestämmer om en handläggare har skyddade personuppgifter. Vem som gjorde det och varför sparas.",
      params: z.strictObject({ personId: Id }),
      body: ProtectStaff,
    },
    async ({ actor, params, body }) => ({
      items: await keepProtectedStaff.protect(actor, params.personId, body),
    }),
  );
  return operations;
}

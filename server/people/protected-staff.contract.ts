import { z } from "zod";
import { FreeText, Id } from "../http/conventions.contract.ts";
import { HandlaggareRole, Protection } from "./people.contract.ts";

/** A handläggare with protected identity, as their own agency's administrators see them. */
export const ProtectedStaff = z.strictObject({
  personId: Id,
  /** What their agency calls them, which needn't be their name. */
  name: z.string(),
  role: HandlaggareRole,
  officeName: z.string(),
  protection: Protection,
});
export type ProtectedStaff = z.infer<typeof ProtectedStaff>;
export const ProtectedStaffList = z.strictObject({ items: z.array(ProtectedStaff) });

/** Whether a handläggare is protected from now on, what they are called, and why: kept in the trail. */
export const ProtectStaff = z.strictObject({
  protection: Protection,
  name: FreeText(120).min(2),
  why: FreeText(200).min(1, { error: "Skriv varför skyddet ändras." }),
});
export type ProtectStaff = z.infer<typeof ProtectStaff>;

import { z } from "zod";
import { Instant } from "../http/conventions.contract.ts";

/**
 * What a meeting by video needs. `network`: Samtid's server is reached live; `relay`: sound and picture get through by a relay (TURN),
 * which is what most people at home need.
 */
export const EQUIPMENT_PARTS = ["browser", "camera", "microphone", "speaker", "network", "relay"] as const;
export type EquipmentPart = (typeof EQUIPMENT_PARTS)[number];

/** Whether it worked; null: not tried. */
const worked = z.boolean().nullable();
const parts = {
  browser: worked,
  camera: worked,
  microphone: worked,
  speaker: worked,
  network: worked,
  relay: worked,
} as const satisfies Record<EquipmentPart, typeof worked>;

/** What somebody who is invited found when they tried. Says what worked, and nothing of with what. */
export const EquipmentFindings = z
  .strictObject(parts)
  .refine((findings) => EQUIPMENT_PARTS.some((part) => findings[part] !== null), {
    message: "Ange något som har provats.",
  });
export type EquipmentFindings = z.infer<typeof EquipmentFindings>;

/** Their latest, as handläggare see it. */
export const EquipmentCheck = z.strictObject({ ...parts, checkedAt: Instant });
export type EquipmentCheck = z.infer<typeof EquipmentCheck>;

import { z } from "zod";

/** The conditions that a handläggare may do without, one at a time. */
export const LOOSENED = ["buffers", "caps", "notice", "preference"] as const;
export const Loosened = z.enum(LOOSENED);
export type Loosened = z.infer<typeof Loosened>;
/** Those of them that one meeting does without. */
export const Loosen = z.array(Loosened).max(LOOSENED.length);

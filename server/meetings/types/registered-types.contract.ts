import { z } from "zod";
import { ALL_TYPES } from "./all-types.contract.ts";
import { MeetingType } from "./meeting-type.contract.ts";

type Code = (typeof ALL_TYPES)[number]["code"];

export const MEETING_TYPES: readonly Code[] = ALL_TYPES.map(({ code }) => code);

/** One of the types there are, as clients read it. */
export const RegisteredType = MeetingType.extend({ code: z.enum(MEETING_TYPES) });
export type RegisteredType = z.infer<typeof RegisteredType>;

/** A type as a handläggare may book it. */
export const BookableType = RegisteredType.extend({
  /** Whether nobody of their own agency has to come, as their office has said of an offer. */
  ownMayStayAway: z.boolean(),
});
export type BookableType = z.infer<typeof BookableType>;

/** Each type by its code. */
export const MEETING_TYPE = Object.fromEntries(ALL_TYPES.map((type) => [type.code, type])) as Readonly<
  Record<Code, RegisteredType>
>;

/** The days of a sick-leave case that a case is shown to staff with: those of the first type that has any. */
export const CASE_WINDOW = ALL_TYPES.map(({ window }) => window).find((window) => window !== null) ?? null;

import { z } from "zod";

const limit = (points: number, seconds: number) =>
  z
    .strictObject({
      /** How many times within `seconds`. */
      points: z.int().min(1).default(points),
      seconds: z.int().min(1).default(seconds),
    })
    .readonly()
    .prefault({});

/**
 * How often things may be done before one has to wait. Generous, for a whole office may share one address: they stop machines, not
 * people.
 */
export const RateLimits = z
  .strictObject({
    /** Sign-ins begun and completed from one address. */
    signIn: limit(300, 60),
    /** Links and codes opened from one address. */
    linkOpening: limit(300, 60),
    /** Openings of one link, by its address or its code. */
    link: limit(60, 600),
    /** Links and codes tried from one address that open nothing. */
    failedLink: limit(20, 900),
    /** Searches for persons by one account. */
    search: limit(240, 60),
  })
  .readonly();
export type RateLimits = z.output<typeof RateLimits>;
export type RateLimitName = keyof RateLimits;

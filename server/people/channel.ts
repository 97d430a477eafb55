import type { Protection } from "./people.contract.ts";

/**
 * How messages reach an individual. Nothing goes by mail to a person with protected identity, or to one
 * without an address: somebody calls them instead.
 */
export function channelTo(individual: {
  email: string | null;
  protection: Protection;
}): "email" | "telephone" {
  return individual.email && individual.protection === "none" ? "email" : "telephone";
}

import type { Clock } from "../platform/clock.ts";
import type { Vault } from "../platform/vault.ts";
import { localDateOf } from "../scheduling/local-time.ts";
import type { IndividualsRepository } from "./individuals.repository.ts";
import { parsePersonnummer } from "./personnummer.ts";

/** The individual with a personnummer, as an e-ID broker writes it, or who answers for one; nobody when it isn't one, or not of anybody here. */
export type FindIndividual = (personnummer: string) => Promise<string | undefined>;

/** Looks up by keyed hash: nothing is decrypted. */
export function createFindIndividual({
  individuals,
  vault,
  clock,
}: {
  individuals: Pick<IndividualsRepository, "findByPersonnummer">;
  vault: Pick<Vault, "lookupHash">;
  clock: Clock;
}): FindIndividual {
  return async (text) => {
    const today = localDateOf(clock.now());
    const personnummer = parsePersonnummer(text, Number(today.slice(0, 4)));
    return personnummer && individuals.findByPersonnummer(vault.lookupHash(personnummer.digits), today);
  };
}

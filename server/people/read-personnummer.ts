import type { UnitOfWork } from "../platform/unit-of-work.ts";
import type { Vault } from "../platform/vault.ts";
import type { AddressesRepository } from "./addresses.repository.ts";

/**
 * The personnummer of an individual in twelve digits, in the clear, for who has to hand it over and keeps it nowhere. Nothing
 * for anybody else, nor for who has protected identity.
 */
export type ReadPersonnummer = (personId: string, unitOfWork: UnitOfWork) => Promise<string | undefined>;

export function createReadPersonnummer({
  addresses,
  vault,
}: {
  addresses: Pick<AddressesRepository, "findPersonnummer">;
  vault: Pick<Vault, "decrypt">;
}): ReadPersonnummer {
  return async (personId, unitOfWork) => {
    const sealed = await addresses.findPersonnummer(personId, unitOfWork);
    return sealed && vault.decrypt(sealed);
  };
}

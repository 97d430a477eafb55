import type { FindExternalParties } from "./external-party-record.ts";
import type { FindFurtherParties, FurtherParty } from "./further-party.ts";
import type { FindHandlaggare } from "./staff-record.ts";

/** Looks further participants up: handläggare of either agency, and external parties of the agency that asks. */
export function createFindFurtherParties({
  findHandlaggare,
  findExternalParties,
}: {
  findHandlaggare: FindHandlaggare;
  findExternalParties: FindExternalParties;
}): FindFurtherParties {
  return async (asked, organisationId) => {
    if (asked.length === 0) return [];
    const ids = asked.map(({ personId }) => personId);
    const [staff, externals] = await Promise.all([
      findHandlaggare(ids),
      findExternalParties(ids, organisationId),
    ]);
    return asked.flatMap(({ personId, attendance }): FurtherParty[] => {
      const handlaggare = staff.find((each) => each.personId === personId);
      if (handlaggare) return [{ personId, attendance, handlaggare }];
      const external = externals.find((each) => each.personId === personId);
      return external ? [{ personId, attendance, external }] : [];
    });
  };
}

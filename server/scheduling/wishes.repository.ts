import type { Database } from "../platform/database/database.ts";
import type { KeepWishes } from "./individual-wishes.ts";

/** Writes when individuals would rather come. */
export function createWishesRepository(database: Database): { readonly keep: KeepWishes } {
  return {
    async keep(personId, { weekdays, partsOfDay, earliestOn }, unitOfWork) {
      const wishes = {
        weekdays: [...weekdays],
        parts_of_day: [...partsOfDay],
        earliest_on: earliestOn,
      };
      await database
        .query(unitOfWork)
        .insertInto("individual_preference")
        .values({ person_id: personId, ...wishes })
        .onConflict((conflict) => conflict.column("person_id").doUpdateSet(wishes))
        .execute();
    },
  };
}

import type { JointFreeTimeInput, Participant } from "./joint-search.ts";

/** Somebody without buffers around their meetings. */
export function withoutBuffers<Person extends Participant>(person: Person): Person {
  return { ...person, bufferBeforeMinutes: 0, bufferAfterMinutes: 0 };
}

/** Whether somebody has buffers around their meetings. */
export function hasBuffers({ bufferBeforeMinutes = 0, bufferAfterMinutes = 0 }: Participant): boolean {
  return bufferBeforeMinutes + bufferAfterMinutes > 0;
}

/** A search with the buffers of one side, by name, or of one participant, by id, taken away; of all when none is named. */
export function searchWithoutBuffers(input: JointFreeTimeInput, only?: string): JointFreeTimeInput {
  const isMeant = (name: string): boolean => only === undefined || only === name;
  return {
    ...input,
    sides: input.sides.map((side) =>
      isMeant(side.side) ? { ...side, candidates: side.candidates.map(withoutBuffers) } : side,
    ),
    participants: input.participants?.map((person) =>
      isMeant(person.personId) ? withoutBuffers(person) : person,
    ),
  };
}

/** A search in which nobody has too many meetings. */
export function searchWithoutCaps(input: JointFreeTimeInput): JointFreeTimeInput {
  return {
    ...input,
    sides: input.sides.map(({ side, candidates }) => ({
      side,
      candidates: candidates.map((person) => ({ ...person, capPerDay: undefined, capPerWeek: undefined })),
    })),
  };
}

/** A search that takes no heed of when the individual has said they can't come. Their other meetings stand. */
export function searchWithoutPreference(input: JointFreeTimeInput): JointFreeTimeInput {
  return { ...input, individual: { ...input.individual, possibleTime: undefined } };
}

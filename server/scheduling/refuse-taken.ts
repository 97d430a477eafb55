import type { UnitOfWork } from "../platform/unit-of-work.ts";
import type { Reason } from "./free-times.contract.ts";
import type { FurtherTimeRepository } from "./further-time.repository.ts";
import { epochMinuteOf, type Interval } from "./intervals.ts";
import type { PersonTimeRepository } from "./person-time.repository.ts";
import type { NamedSide, SearchParties } from "./search-parties.ts";
import { timeTaken } from "./time.repository.ts";

/**
 * Refuses a stretch of time in which somebody whom a meeting needs has something else. Unlike the search it asks nothing of working hours,
 * buffers or notice: they are in the meeting already, and stay if they are not taken. It tells who, never by what.
 *
 * @throws DomainError `time_taken` with whom as `reasons`.
 */
export type RefuseTaken = (
  parties: SearchParties<NamedSide>,
  time: { readonly startAt: Date; readonly endAt: Date },
  unitOfWork?: UnitOfWork,
) => Promise<void>;

export function createRefuseTaken({
  personTime,
  furtherTime,
}: {
  personTime: PersonTimeRepository;
  furtherTime: FurtherTimeRepository;
}): RefuseTaken {
  return async (
    { individualId, sides, participants = [], ignoreMeetingId },
    { startAt, endAt },
    unitOfWork,
  ) => {
    const binding = participants.flatMap(({ personId, attendance }) =>
      attendance === "binding" ? [personId] : [],
    );
    const load = { from: startAt, to: endAt, ignoreMeetingId };
    const named = [...sides, { handlaggareIds: binding }];
    const [handlaggare, externals, individual] = await Promise.all([
      personTime.loadHandlaggare({ ...load, sides: named }, unitOfWork),
      furtherTime.loadExternals({ ...load, personIds: binding }, unitOfWork),
      personTime.loadIndividual({ ...load, personId: individualId }, unitOfWork),
    ]);
    const wanted = { start: epochMinuteOf(startAt), end: epochMinuteOf(endAt) };
    const takenIds = [
      ...handlaggare.filter(({ meetings, away }) => touches([...meetings, ...away], wanted)),
      ...externals.filter(({ busyTime }) => touches(busyTime, wanted)),
    ].map(({ personId }) => personId);
    const reasons: Reason[] = [
      ...(touches(individual, wanted) ? [{ code: "individual_busy" as const }] : []),
      ...sides
        .filter(({ handlaggareIds }) => handlaggareIds.some((id) => takenIds.includes(id)))
        .map(({ organisationId }) => ({ code: "busy" as const, organisationId })),
      ...binding
        .filter((id) => takenIds.includes(id))
        .map((personId) => ({ code: "participant_unavailable" as const, personId })),
    ];
    if (reasons.length > 0) throw timeTaken(reasons);
  };
}

const touches = (taken: readonly Interval[], { start, end }: Interval): boolean =>
  taken.some((stretch) => stretch.start < end && start < stretch.end);

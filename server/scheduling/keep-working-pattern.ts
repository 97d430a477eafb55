import { isDeepStrictEqual } from "node:util";
import type { StaffActor } from "../identity/actor.ts";
import type { Clock } from "../platform/clock.ts";
import { DomainError } from "../platform/domain-error.ts";
import type { Transactions, UnitOfWork } from "../platform/unit-of-work.ts";
import type { FindCollisions } from "./find-collisions.ts";
import type { OpenTimeKeeper } from "./keep-open-time.ts";
import { localDateOf } from "./local-time.ts";
import type { OpenTimeRepository } from "./open-time.repository.ts";
import type { TimeRepository } from "./time.repository.ts";
import { patternOf, rulesOfPattern } from "./working-pattern.ts";
import type { Collision, KeepCollision, PatternDraft, WorkingPattern } from "./working-pattern.contract.ts";
import type { WorkingPatternRepository } from "./working-pattern.repository.ts";

/** A handläggare's own rules for when they can be booked. No meeting is ever touched by a change. */
export interface KeepWorkingPattern {
  read(actor: StaffActor): Promise<WorkingPattern>;
  /** Which meetings to come would lie outside. Writes nothing. */
  preview(actor: StaffActor, draft: PatternDraft): Promise<Collision[]>;
  /**
   * Puts a pattern in the old one's place, and open time with it. What is as it was already is not written again, so that
   * the same request twice gives the same answer.
   *
   * @throws DomainError `revision_mismatch` when it has changed since.
   */
  change(actor: StaffActor, revision: number, draft: PatternDraft): Promise<WorkingPattern>;
  /** The meetings to come that lie outside as it is now. */
  listCollisions(actor: StaffActor): Promise<Collision[]>;
  /** Says that such a meeting stands. May run twice. @throws DomainError `not_found` */
  keepCollision(actor: StaffActor, collision: KeepCollision): Promise<void>;
}

interface Needs {
  readonly openTime: Pick<OpenTimeRepository, "findRules" | "replaceRules">;
  readonly openTimeKeeper: Pick<OpenTimeKeeper, "rewrite">;
  readonly patterns: WorkingPatternRepository;
  readonly findCollisions: FindCollisions;
  readonly time: TimeRepository;
  readonly transactions: Transactions;
  readonly clock: Clock;
}

export function createKeepWorkingPattern(needs: Needs): KeepWorkingPattern {
  const { openTime, openTimeKeeper, patterns, findCollisions, time, transactions, clock } = needs;

  async function load(personId: string, unitOfWork?: UnitOfWork) {
    const rules = (await openTime.findRules([personId], unitOfWork)).get(personId);
    if (!rules) throw new Error("A person without rules: no handläggare.");
    const { revision, ...limits } = await patterns.findLimits(personId, unitOfWork);
    return { rules, revision, pattern: patternOf(rules, limits, localDateOf(clock.now())) };
  }

  async function read(personId: string, unitOfWork?: UnitOfWork): Promise<WorkingPattern> {
    const { rules, revision, pattern } = await load(personId, unitOfWork);
    return { ...pattern, revision, collisions: await findCollisions(personId, rules, unitOfWork) };
  }

  async function listCollisions({ personId }: StaffActor): Promise<Collision[]> {
    return findCollisions(personId, (await load(personId)).rules);
  }

  return {
    listCollisions,
    read: ({ personId }) => read(personId),
    preview: ({ personId }, draft) => findCollisions(personId, rulesOfPattern(draft)),

    change: ({ personId }, seen, draft) =>
      transactions.transaction(async (unitOfWork) => {
        await time.lockPersons([personId], unitOfWork);
        const { revision, pattern } = await load(personId, unitOfWork);
        const rules = rulesOfPattern(draft);
        const wanted = patternOf(rules, limitsOf(draft), localDateOf(clock.now()));
        if (isDeepStrictEqual(wanted, pattern)) return read(personId, unitOfWork);
        if (seen !== revision)
          throw new DomainError(
            "revision_mismatch",
            "Dina tider har ändrats någon annanstans. Läs in dem igen.",
          );
        await openTime.replaceRules(personId, rules, unitOfWork);
        await patterns.saveLimits(personId, limitsOf(draft), unitOfWork);
        await openTimeKeeper.rewrite([personId], unitOfWork);
        return read(personId, unitOfWork);
      }),

    async keepCollision(actor, { meetingId, startAt }) {
      const at = clock.now();
      const start = new Date(startAt);
      const taken = await patterns.listTaken(actor.personId, at);
      if (taken.some((each) => each.meetingId === meetingId && each.startAt.getTime() === start.getTime()))
        await patterns.keep(actor.personId, { meetingId, startAt: start, at });
      else if (!(await patterns.isKept(actor.personId, meetingId, start)))
        throw new DomainError("not_found", "Mötet finns inte.");
    },
  };
}

function limitsOf({ bufferBeforeMinutes, bufferAfterMinutes, capPerDay, capPerWeek }: PatternDraft) {
  return { bufferBeforeMinutes, bufferAfterMinutes, capPerDay, capPerWeek };
}

import type { RecordAudit } from "../../audit/record-audit.ts";
import type { StaffActor } from "../../identity/actor.ts";
import type { Clock } from "../../platform/clock.ts";
import { DomainError } from "../../platform/domain-error.ts";
import type { Transactions, UnitOfWork } from "../../platform/unit-of-work.ts";
import type { Vault } from "../../platform/vault.ts";
import type { KeepExternalBusy } from "../../scheduling/keep-external-busy.ts";
import { ZONE } from "../../scheduling/local-time.ts";
import { nextReadAt, presentBusySource, staleAt, type BusySourceRecord } from "./busy-source-record.ts";
import type { BusySource, BusySourceFailure, NewBusyFile, NewBusySource } from "./busy-sources.contract.ts";
import type { BusySourcesRepository } from "./busy-sources.repository.ts";
import type { CalendarReading } from "./calendar-reading.ts";
import { failureIn, type ImportCalendar } from "./import-calendar.ts";
import sv from "./locales/sv.json" with { type: "json" };
import type { RefreshBusySource } from "./refresh-busy-source.ts";

/** More than anybody has calendars. */
const MOST_SOURCES = 10;
/** How soon an address may be read again because its owner asks. */
const READ_AGAIN_MS = 30_000;

/** A handläggare's other calendars, which keep them from being booked. Nobody else sees even that there are any. */
export interface KeepBusySources {
  list(actor: StaffActor): Promise<{ items: BusySource[] }>;
  /**
   * Adds an address once it has been read. Its intervals count at once.
   *
   * @throws DomainError `invalid`, naming the field, for one that can't be read; `wrong_state` when there are too many.
   */
  add(actor: StaffActor, source: NewBusySource): Promise<BusySource>;
  /** Adds what a file says. @throws DomainError like `add`. */
  upload(actor: StaffActor, file: NewBusyFile, content: Uint8Array): Promise<BusySource>;
  /**
   * Reads an address now; how that went is in the answer.
   *
   * @throws DomainError `not_found`, also for somebody else's; `wrong_state` for a file; `too_many_requests`.
   */
  readNow(actor: StaffActor, sourceId: string): Promise<BusySource>;
  /** @throws DomainError `not_found`, also for somebody else's. */
  remove(actor: StaffActor, sourceId: string): Promise<void>;
}

export function createKeepBusySources({
  sources,
  importCalendar,
  refreshBusySource,
  keepExternalBusy,
  transactions,
  recordAudit,
  vault,
  clock,
  random,
}: {
  sources: BusySourcesRepository;
  importCalendar: ImportCalendar;
  refreshBusySource: RefreshBusySource;
  keepExternalBusy: KeepExternalBusy;
  transactions: Transactions;
  recordAudit: RecordAudit;
  vault: Vault;
  clock: Clock;
  random: () => number;
}): KeepBusySources {
  const audit = (actor: StaffActor, action: string, id: string, unitOfWork: UnitOfWork) =>
    recordAudit(actor, { action, objectKind: "busy_source", objectIds: [id] }, unitOfWork);
  const present = (source: BusySourceRecord) => presentBusySource(source, clock.now());

  async function refuseTooMany({ personId }: StaffActor): Promise<void> {
    if ((await sources.list(personId)).length >= MOST_SOURCES)
      throw new DomainError("wrong_state", sv.tooMany);
  }

  async function keep(
    actor: StaffActor,
    source: NewSource,
    found: { reading: CalendarReading; etag: string | null; lastModified: string | null },
  ): Promise<BusySource> {
    const at = clock.now();
    const handlaggareId = actor.personId;
    const kept = await transactions.transaction(async (unitOfWork) => {
      await keepExternalBusy.lock(handlaggareId, unitOfWork);
      const { reading, ...validators } = found;
      const record = await sources.insert(
        { handlaggareId, zone: ZONE, ...source },
        {
          at,
          staleAt: staleAt(at, source.address ? "address" : "file"),
          nextReadAt: source.address ? nextReadAt(at, 0, random()) : null,
          ...validators,
          eventsRead: reading.read,
          eventsSkipped: reading.skipped,
          zoneAssumed: reading.zoneAssumed,
        },
        unitOfWork,
      );
      await keepExternalBusy.replace(record, reading.busy, unitOfWork);
      await audit(actor, "busy-source:add", record.id, unitOfWork);
      return record;
    });
    return present(kept);
  }

  async function findOwn({ personId }: StaffActor, sourceId: string): Promise<BusySourceRecord> {
    const source = await sources.findOwn(personId, sourceId);
    if (!source) throw new DomainError("not_found", sv.notFound);
    return source;
  }

  return {
    list: async ({ personId }) => ({ items: (await sources.list(personId)).map(present) }),

    async add(actor, { label, address }) {
      await refuseTooMany(actor);
      const owner = { handlaggareId: actor.personId, zone: ZONE };
      const fetched = await refusing("/address", importCalendar.fetch(owner, address));
      if (fetched.reading === "unchanged") throw refusal("/address", "server_error");
      return keep(
        actor,
        { label, address: vault.encrypt(address) },
        { ...fetched, reading: fetched.reading },
      );
    },

    async upload(actor, { label }, content) {
      await refuseTooMany(actor);
      const owner = { handlaggareId: actor.personId, zone: ZONE };
      const reading = await refusing("", importCalendar.parse(owner, content));
      return keep(actor, { label, address: undefined }, { reading, etag: null, lastModified: null });
    },

    async readNow(actor, sourceId) {
      const source = await findOwn(actor, sourceId);
      if (!source.address) throw new DomainError("wrong_state", sv.isFile);
      if (clock.now().getTime() - source.checkedAt.getTime() < READ_AGAIN_MS)
        throw new DomainError("too_many_requests", sv.readAgain);
      await refreshBusySource(source);
      return present(await findOwn(actor, sourceId));
    },

    remove: (actor, sourceId) =>
      transactions.transaction(async (unitOfWork) => {
        await keepExternalBusy.lock(actor.personId, unitOfWork);
        const removed = await sources.remove(actor.personId, sourceId, unitOfWork);
        if (!removed) throw new DomainError("not_found", sv.notFound);
        await audit(actor, "busy-source:remove", sourceId, unitOfWork);
      }),
  };
}

type NewSource = Pick<BusySourceRecord, "label" | "address">;

/** What can't be read is the field's fault, not ours. */
async function refusing<Result>(pointer: string, work: Promise<Result>): Promise<Result> {
  try {
    return await work;
  } catch (error) {
    const failure = failureIn(error);
    throw failure ? refusal(pointer, failure) : error;
  }
}

function refusal(pointer: string, failure: BusySourceFailure): DomainError {
  return new DomainError("invalid", sv.unreadable, {
    violations: [{ pointer, code: failure, detail: sv.failure[failure] }],
  });
}

import type { RecordAudit } from "../audit/record-audit.ts";
import type { IndividualActor, StaffActor } from "../identity/actor.ts";
import { casePolicy } from "../identity/policy/policy.ts";
import { DomainError } from "../platform/domain-error.ts";
import type { Transactions, UnitOfWork } from "../platform/unit-of-work.ts";
import type { FindCase } from "./case-record.ts";
import type { CorrectedDetails, KnownDetails, OwnDetails, PersonDetails } from "./details.contract.ts";
import type { DetailsRepository } from "./details.repository.ts";

/**
 * What an individual is called and how they are reached, and the right to have it corrected (article 16 of the GDPR). What has been
 * sent isn't changed; what is sent from now on goes to where the person is reached now.
 */
export interface KeepDetails {
  /** @throws DomainError `not_found` for a case one may not open. */
  read(actor: StaffActor, caseId: string): Promise<KnownDetails>;
  /**
   * Who and why is kept in the trail.
   *
   * @throws DomainError `not_found`, `invalid` for how a person with protected identity is reached: they are sent nothing.
   */
  correct(actor: StaffActor, caseId: string, corrected: CorrectedDetails): Promise<KnownDetails>;
  readOwn(actor: IndividualActor): Promise<KnownDetails>;
  /** @throws DomainError `not_allowed` for who has protected identity: a handläggare decides with them. */
  correctOwn(actor: IndividualActor, own: OwnDetails): Promise<KnownDetails>;
}

export function createKeepDetails({
  findCase,
  details,
  transactions,
  recordAudit,
}: {
  findCase: FindCase;
  details: DetailsRepository;
  transactions: Transactions;
  recordAudit: RecordAudit;
}): KeepDetails {
  const open = async (actor: StaffActor, caseId: string) => {
    const record = await findCase(caseId);
    if (!record || !casePolicy.correct(actor, record))
      throw new DomainError("not_found", "Ärendet finns inte.");
    return record;
  };
  const known = async (individualId: string, unitOfWork?: UnitOfWork) => {
    const found = await details.find(individualId, unitOfWork);
    if (!found) throw new DomainError("not_found", "Det finns inga egna uppgifter om dig här.");
    return found;
  };
  const audit = async (
    actor: StaffActor | IndividualActor,
    { action, caseIds, why }: { action: string; caseIds: readonly string[]; why?: string },
    unitOfWork?: UnitOfWork,
  ) => recordAudit(actor, { action, objectKind: "case", objectIds: caseIds, why }, unitOfWork);

  return {
    async read(actor, caseId) {
      const { individualId } = await open(actor, caseId);
      const found = await known(individualId);
      await audit(actor, { action: "details:read", caseIds: [caseId] });
      return found;
    },

    async correct(actor, caseId, { why, ...corrected }) {
      const { individualId } = await open(actor, caseId);
      return transactions.transaction(async (unitOfWork) => {
        const { isProtected } = await known(individualId, unitOfWork);
        if (isProtected && isReached(corrected)) throw notReached();
        if (isProtected) await details.rename(individualId, corrected, unitOfWork);
        else await details.correct(individualId, corrected, unitOfWork);
        await audit(actor, { action: "details:correct", caseIds: [caseId], why }, unitOfWork);
        return known(individualId, unitOfWork);
      });
    },

    readOwn: ({ personId }) => known(personId),

    correctOwn: (actor, own) =>
      transactions.transaction(async (unitOfWork) => {
        const { name, isProtected } = await known(actor.personId, unitOfWork);
        if (isProtected)
          throw new DomainError("not_allowed", "Ring oss, så ändrar vi uppgifterna tillsammans.");
        await details.correct(actor.personId, { ...own, name }, unitOfWork);
        const caseIds = await details.listCases(actor.personId, unitOfWork);
        await audit(actor, { action: "details:correct", caseIds }, unitOfWork);
        return known(actor.personId, unitOfWork);
      }),
  };
}

const isReached = ({ email, phone, address }: PersonDetails) => [email, phone, address].some(Boolean);

function notReached(): DomainError {
  const detail = "Den som har skyddade personuppgifter nås inte genom Samtid. Lämna fälten tomma.";
  return new DomainError("invalid", detail, {
    violations: [{ pointer: "/email", code: "protected", detail }],
  });
}

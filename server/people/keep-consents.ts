import type { RecordAudit } from "../audit/record-audit.ts";
import type { FollowCase } from "../followup/follow-case.ts";
import type { StaffActor } from "../identity/actor.ts";
import { casePolicy } from "../identity/policy/policy.ts";
import type { EndSharing } from "../meetings/end-sharing.ts";
import type { Clock } from "../platform/clock.ts";
import { DomainError, type Violation } from "../platform/domain-error.ts";
import type { Transactions } from "../platform/unit-of-work.ts";
import { localDateOf } from "../scheduling/local-time.ts";
import type { FindCase } from "./case-record.ts";
import { AGENCIES, followUpOf, isBetweenAgencies, stands, type ConsentRecord } from "./consent-record.ts";
import type { CaseConsents, Consent, NewConsent } from "./consents.contract.ts";
import type { ConsentsRepository } from "./consents.repository.ts";
import type { FindExternalParties } from "./external-party-record.ts";
import { OrganisationId } from "./people.contract.ts";

/** What an individual has agreed to, kept on their case. @throws DomainError `not_found` for a case one may not open. */
export interface KeepConsents {
  read(actor: StaffActor, caseId: string): Promise<CaseConsents>;
  /** @throws DomainError `invalid` for a date to come, or an external party the agency doesn't know. */
  record(actor: StaffActor, caseId: string, consent: NewConsent): Promise<void>;
  /**
   * Ends it from now on; nothing that was is rewritten. Without the agencies' sharing nobody else is told anything, so with it go
   * the consents to other parties. Twice is as once. @throws DomainError `not_found`
   */
  withdraw(actor: StaffActor, caseId: string, consentId: string): Promise<void>;
}

export function createKeepConsents({
  findCase,
  consents,
  findExternalParties,
  endSharing,
  followCase,
  recordAudit,
  transactions,
  clock,
}: {
  findCase: FindCase;
  consents: ConsentsRepository;
  findExternalParties: FindExternalParties;
  endSharing: EndSharing;
  followCase: Pick<FollowCase, "changed">;
  recordAudit: RecordAudit;
  transactions: Transactions;
  clock: Clock;
}): KeepConsents {
  const open = async (actor: StaffActor, caseId: string) => {
    const record = await findCase(caseId);
    if (!record || !casePolicy.read(actor, record)) throw new DomainError("not_found", "Ärendet finns inte.");
    return record;
  };
  const audited = (action: string, caseId: string) =>
    ({ action, objectKind: "case", objectIds: [caseId] }) as const;

  async function refuse(actor: StaffActor, consent: NewConsent): Promise<void> {
    const today = localDateOf(clock.now());
    const asked = consent.kind === "secrecy" ? consent.externalPartyIds : [];
    const known = asked.length > 0 ? await findExternalParties(asked, actor.organisationId) : [];
    const unknown = asked.flatMap((id, index) =>
      known.some(({ personId }) => personId === id) ? [] : [notKnown(index)],
    );
    const violations = [...(consent.givenOn > today ? [toCome] : []), ...unknown];
    if (violations.length > 0)
      throw new DomainError("invalid", "Samtycket kan inte antecknas.", { violations });
  }

  return {
    async read(actor, caseId) {
      await open(actor, caseId);
      const known = await consents.list(caseId);
      await recordAudit(actor, audited("consent:list", caseId));
      return { items: known.map(presentConsent), followUp: followUpOf(known) };
    },

    async record(actor, caseId, consent) {
      const { secrecyConsent } = await open(actor, caseId);
      await refuse(actor, consent);
      await transactions.transaction(async (unitOfWork) => {
        const about = { caseId, at: clock.now(), recordedBy: actor.personId };
        if (consent.kind === "sus") await consents.recordSus({ ...consent, ...about }, unitOfWork);
        else {
          // The agencies' own is kept apart, so that another party's can be withdrawn without it.
          const isForOthers = secrecyConsent && consent.externalPartyIds.length > 0;
          const parties = [...(isForOthers ? [] : AGENCIES), ...consent.externalPartyIds];
          await consents.recordSecrecy({ ...about, parties, givenOn: consent.givenOn }, unitOfWork);
        }
        await followCase.changed(caseId, unitOfWork);
        await recordAudit(actor, audited(`consent:record_${consent.kind}`, caseId), unitOfWork);
      });
    },

    async withdraw(actor, caseId, consentId) {
      await open(actor, caseId);
      const known = await consents.list(caseId);
      const withdrawn = known.find(({ id }) => id === consentId);
      if (!withdrawn) throw new DomainError("not_found", "Samtycket finns inte.");
      const ids = known
        .filter((each) => each === withdrawn || (isBetweenAgencies(withdrawn) && each.kind === "secrecy"))
        .map(({ id }) => id);
      await transactions.transaction(async (unitOfWork) => {
        await consents.withdraw({ ids, at: clock.now(), by: actor.personId }, unitOfWork);
        await followCase.changed(caseId, unitOfWork);
        await recordAudit(actor, audited(`consent:withdraw_${withdrawn.kind}`, caseId), unitOfWork);
      });
      if (withdrawn.kind === "secrecy") await endSharing(actor, caseId);
    },
  };
}

function presentConsent({
  parties,
  externalNames,
  recordedAt,
  withdrawnAt,
  ...consent
}: ConsentRecord): Consent {
  return {
    ...consent,
    agencies: OrganisationId.options.filter((agency) => parties.includes(agency)),
    externals: [...externalNames],
    recordedAt: recordedAt.toISOString(),
    withdrawnAt: withdrawnAt?.toISOString() ?? null,
    mayWithdraw: stands({ withdrawnAt }) && consent.answer === "given",
  };
}

const toCome: Violation = {
  pointer: "/givenOn",
  code: "in_the_future",
  detail: "Datumet kan inte ligga i framtiden.",
};

function notKnown(index: number): Violation {
  const pointer = `/externalPartyIds/${index}`;
  return { pointer, code: "unknown_participant", detail: "Parten finns inte, eller är inte er." };
}

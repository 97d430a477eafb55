import type { RecordAudit } from "../audit/record-audit.ts";
import type { StaffActor } from "../identity/actor.ts";
import { requireAdministrator, type IsAdministrator } from "../identity/policy/require-administrator.ts";
import { MEETING_TYPE } from "../meetings/types/registered-types.contract.ts";
import { DomainError } from "../platform/domain-error.ts";
import type { Transactions } from "../platform/unit-of-work.ts";
import type { AgencySettings, ChangeOffice, ChangeRequiredParties } from "./agency-settings.contract.ts";
import type { AgencySettingsRepository } from "./agency-settings.repository.ts";
import { LinkChannel } from "./people.contract.ts";

/** The settings of an administrator's own agency and its offices. @throws DomainError `not_allowed` for others. */
export interface KeepAgencySettings {
  read(actor: StaffActor): Promise<AgencySettings>;
  /** From now on the texts of these channels carry a link, also those that wait to be sent. */
  setLinkChannels(actor: StaffActor, channels: readonly LinkChannel[]): Promise<AgencySettings>;
  /**
   * Of meetings booked from now on.
   *
   * @throws DomainError `not_found` for an office that isn't the agency's, `invalid` for a meeting the agency has to be at.
   */
  changeOffice(actor: StaffActor, officeId: string, change: ChangeOffice): Promise<AgencySettings>;
  /** Of searches and bookings from now on. @throws DomainError `not_found` for an office that isn't the agency's. */
  setRequiredParties(
    actor: StaffActor,
    officeId: string,
    change: ChangeRequiredParties,
  ): Promise<AgencySettings>;
}

export function createKeepAgencySettings({
  agencySettings,
  isAdministrator,
  recordAudit,
  transactions,
}: {
  agencySettings: AgencySettingsRepository;
  isAdministrator: IsAdministrator;
  recordAudit: RecordAudit;
  transactions: Transactions;
}): KeepAgencySettings {
  return {
    async read(actor) {
      await requireAdministrator(actor, isAdministrator);
      return agencySettings.read(actor.organisationId);
    },

    async setLinkChannels(actor, channels) {
      await requireAdministrator(actor, isAdministrator);
      const { organisationId, personId } = actor;
      const inOrder = LinkChannel.options.filter((channel) => channels.includes(channel));
      await transactions.transaction(async (unitOfWork) => {
        await agencySettings.setLinkChannels(organisationId, inOrder, unitOfWork);
        const action = `agency:links-${inOrder.join("-") || "none"}`;
        await recordAudit(actor, { action, objectKind: "handlaggare", objectIds: [personId] }, unitOfWork);
      });
      return agencySettings.read(organisationId);
    },

    async changeOffice(actor, officeId, change) {
      await requireAdministrator(actor, isAdministrator);
      refuseToStayAway(actor, change);
      const { organisationId } = actor;
      await transactions.transaction(async (unitOfWork) => {
        const office = { officeId, organisationId };
        if (!(await agencySettings.changeOffice(office, change, unitOfWork)))
          throw new DomainError("not_found", "Kontoret finns inte.");
        const action = actionOf(change);
        await recordAudit(actor, { action, objectKind: "office", objectIds: [officeId] }, unitOfWork);
      });
      return agencySettings.read(organisationId);
    },

    async setRequiredParties(actor, officeId, { type, parties }) {
      await requireAdministrator(actor, isAdministrator);
      const { organisationId } = actor;
      await transactions.transaction(async (unitOfWork) => {
        const office = { officeId, organisationId, type };
        if (!(await agencySettings.setRequiredParties(office, parties, unitOfWork)))
          throw new DomainError("not_found", "Kontoret finns inte.");
        const action = "office:required-parties";
        await recordAudit(actor, { action, objectKind: "office", objectIds: [officeId] }, unitOfWork);
      });
      return agencySettings.read(organisationId);
    },
  };
}

/** Which agency an offer can be held without is the type's own matter. */
function refuseToStayAway({ organisationId }: StaffActor, { staysAwayFrom = [] }: ChangeOffice): void {
  const violations = staysAwayFrom.flatMap((type, index) =>
    MEETING_TYPE[type].mayStayAway.includes(organisationId)
      ? []
      : [
          {
            pointer: `/staysAwayFrom/${index}`,
            code: "party_needed",
            detail: "Din myndighet behöver vara med på sådana möten.",
          },
        ],
  );
  if (violations.length > 0)
    throw new DomainError("invalid", "Inställningen går inte att spara.", { violations });
}

function actionOf({ confirmsMeetings, staysAwayFrom }: ChangeOffice): string {
  if (staysAwayFrom) return `office:stays-away-from-${staysAwayFrom.join("-") || "none"}`;
  return confirmsMeetings ? "office:confirms" : "office:confirms-not";
}

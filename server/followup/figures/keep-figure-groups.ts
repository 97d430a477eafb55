import type { RecordAudit } from "../../audit/record-audit.ts";
import type { StaffActor } from "../../identity/actor.ts";
import { requireAdministrator, type IsAdministrator } from "../../identity/policy/require-administrator.ts";
import type { Clock } from "../../platform/clock.ts";
import { DomainError, type Violation } from "../../platform/domain-error.ts";
import type { Transactions } from "../../platform/unit-of-work.ts";
import type { OrganisationId } from "../../people/people.contract.ts";
import { localDateOf } from "../../scheduling/local-time.ts";
import type { ChangeFigureGroup, FigureGroups, NewFigureGroup } from "./figure-groups.contract.ts";
import type { FigureGroupsRepository } from "./figure-groups.repository.ts";
import type { PublishedRepository } from "./published.repository.ts";
import type { TreeOffice } from "./tree.ts";

/**
 * The regions and local groups that figures are told by, for administrators of either agency. They hold from the first year that has not begun to be
 * counted: those that have keep the tree they began with.
 *
 * @throws DomainError `not_allowed` for anybody else.
 */
export interface KeepFigureGroups {
  list(actor: StaffActor): Promise<FigureGroups>;
  /** @throws DomainError `invalid` for a name that is taken. */
  add(actor: StaffActor, group: NewFigureGroup): Promise<FigureGroups>;
  /** What is placed in it leaves where it was. @throws DomainError `not_found`, or `invalid` for a län that no office is in, or an office that isn't one's own agency's. */
  change(actor: StaffActor, id: string, change: ChangeFigureGroup): Promise<FigureGroups>;
  /** What was in it is in no group. @throws DomainError `not_found`. */
  end(actor: StaffActor, id: string): Promise<FigureGroups>;
}

interface Dependencies {
  readonly groups: FigureGroupsRepository;
  readonly published: Pick<PublishedRepository, "listGroups" | "listOffices">;
  readonly isAdministrator: IsAdministrator;
  readonly transactions: Transactions;
  readonly recordAudit: RecordAudit;
  readonly clock: Clock;
}

export function createKeepFigureGroups(dependencies: Dependencies): KeepFigureGroups {
  const { groups, published, transactions, recordAudit } = dependencies;
  const administer = (actor: StaffActor) => requireAdministrator(actor, dependencies.isAdministrator);
  const audited = (action: string, id: string) =>
    ({ action, objectKind: "figure_group", objectIds: [id], relation: "administrator" }) as const;
  return {
    async list(actor) {
      await administer(actor);
      return read(dependencies, actor);
    },
    async add(actor, group) {
      await administer(actor);
      await transactions.transaction(async (unitOfWork) => {
        const id = await groups.add(group, unitOfWork);
        await recordAudit(actor, audited("figure-group:add", id), unitOfWork);
      });
      return read(dependencies, actor);
    },
    async change(actor, id, { name, lan, officeIds }) {
      await administer(actor);
      const offices = await published.listOffices();
      await transactions.transaction(async (unitOfWork) => {
        const group = await groups.find(id, unitOfWork);
        if (!group) throw notFound();
        refuseMisplaced(group.kind, { lan, officeIds }, offices, actor.organisationId);
        await groups.rename(id, name, unitOfWork);
        if (group.kind === "region") await groups.placeLan(id, [...new Set(lan)], unitOfWork);
        else await groups.placeOffices(id, officeIds, actor.organisationId, unitOfWork);
        await recordAudit(actor, audited("figure-group:change", id), unitOfWork);
      });
      return read(dependencies, actor);
    },
    async end(actor, id) {
      await administer(actor);
      await transactions.transaction(async (unitOfWork) => {
        if (!(await groups.find(id, unitOfWork))) throw notFound();
        await groups.remove(id, unitOfWork);
        await recordAudit(actor, audited("figure-group:end", id), unitOfWork);
      });
      return read(dependencies, actor);
    },
  };
}

const notFound = () => new DomainError("not_found", "Gruppen finns inte.");

async function read({ groups, published, clock }: Dependencies, actor: StaffActor): Promise<FigureGroups> {
  const [items, offices, latest, firstYears] = await Promise.all([
    published.listGroups(),
    published.listOffices(),
    groups.findLatestYear(),
    groups.listFirstYears(),
  ]);
  const thisYear = Number(localDateOf(clock.now()).slice(0, 4));
  return {
    items: items.map(({ id, kind, name, lan, officeIds }) => ({
      id,
      kind,
      name,
      lan: [...lan],
      officeIds: [...officeIds],
      sinceYear: firstYears.get(id) ?? null,
    })),
    lan: [...new Set(offices.map(({ lan }) => lan))].toSorted((one, other) => one.localeCompare(other, "sv")),
    offices: offices.map(({ id, name, lan, organisationId }) => ({
      id,
      name,
      lan,
      organisationId: organisationId as OrganisationId,
      isOwn: organisationId === actor.organisationId,
    })),
    fromYear: Math.max(thisYear, (latest ?? 0) + 1),
  };
}

function refuseMisplaced(
  kind: "region" | "local",
  { lan, officeIds }: Pick<ChangeFigureGroup, "lan" | "officeIds">,
  offices: readonly TreeOffice[],
  organisationId: OrganisationId,
): void {
  const own = offices.filter((office) => office.organisationId === organisationId);
  const violations: Violation[] = [];
  if (
    kind === "region"
      ? officeIds.length > 0
      : !officeIds.every((id) => own.some((office) => office.id === id))
  )
    violations.push({
      pointer: "/officeIds",
      code: "invalid",
      detail: "I en lokal grupp placerar du den egna myndighetens kontor.",
    });
  if (kind === "local" ? lan.length > 0 : !lan.every((name) => offices.some((office) => office.lan === name)))
    violations.push({
      pointer: "/lan",
      code: "invalid",
      detail: "I en region placerar du län som har kontor.",
    });
  if (violations.length > 0) throw new DomainError("invalid", "Kontrollera uppgifterna.", { violations });
}

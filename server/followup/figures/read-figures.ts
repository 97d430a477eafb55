import type { StaffActor } from "../../identity/actor.ts";
import { figuresPolicy } from "../../identity/policy/policy.ts";
import type { Clock } from "../../platform/clock.ts";
import { DomainError } from "../../platform/domain-error.ts";
import type { FindStaffMember } from "../../people/staff-record.ts";
import { localDateOf } from "../../scheduling/local-time.ts";
import { cellsOf, FIGURES, isByPerson, type Figure } from "./figure-formulas.ts";
import { findFigure, seriesOf, type PlaceYear } from "./figure-values.ts";
import type {
  FigureDetail,
  FigureOverview,
  FigurePlace,
  FigureQuery,
  FigureRow,
  YearlyReport,
} from "./figures.contract.ts";
import { PERSON_SPLITS } from "./populations.ts";
import type { PublishedRepository, PublishedRow } from "./published.repository.ts";
import { NATION, officeNodeId, pathOf, type TreeNode } from "./tree.ts";
import { yearlyReportOf } from "./yearly-report.ts";
import texts from "./yearly-report.sv.json" with { type: "json" };

/** Reads what may be shown, for who leads an office (their own levels) and administrators (all levels). Both agencies see the same. */
export interface ReadFigures {
  /** @throws DomainError `not_allowed`, or `not_found` for a place that isn't theirs to see. */
  overview(actor: StaffActor, query: FigureQuery): Promise<FigureOverview>;
  detail(actor: StaffActor, figureId: string, query: FigureQuery): Promise<FigureDetail>;
  report(actor: StaffActor, year: number, query: { asOf?: string | undefined }): Promise<YearlyReport>;
  /** Every figure's detail at a place, one by one: for files. */
  details(actor: StaffActor, query: FigureQuery): AsyncIterable<FigureDetail>;
}

interface Dependencies {
  readonly published: PublishedRepository;
  readonly findStaffMember: FindStaffMember;
  readonly isAdministrator: (personId: string) => Promise<boolean>;
  readonly clock: Clock;
}

export function createReadFigures(dependencies: Dependencies): ReadFigures {
  return {
    async overview(actor, query) {
      const seen = await look(dependencies, actor, query);
      const rows = await dependencies.published.read([seen.year - 1, seen.year], [seen.place.id]);
      const read = placeReader(rows, seen);
      const figures = FIGURES.map((figure) => ({
        id: figure.id,
        values: seriesOf(figure, read(seen.place.id, seen.year)),
        before: seriesOf(figure, read(seen.place.id, seen.year - 1)),
      }));
      return { ...shownOf(seen), figures };
    },
    async detail(actor, figureId, query) {
      const figure = findFigure(figureId);
      if (!figure) throw new DomainError("not_found", "Nyckeltalet finns inte.");
      const seen = await look(dependencies, actor, query);
      const rows = await dependencies.published.read(
        [seen.year - 1, seen.year],
        placesOf(seen).map(({ id }) => id),
        cellsOf(figure).map(({ population }) => population),
      );
      return { ...shownOf(seen), figureId, rows: rowsOf(figure, seen, placeReader(rows, seen)) };
    },
    async report(actor, year, { asOf }) {
      const seen = await look(dependencies, actor, { year, place: NATION, asOf });
      const rows = await dependencies.published.read([year - 1, year], [NATION]);
      const read = placeReader(rows, seen);
      return yearlyReportOf(seen, read(NATION, year), read(NATION, year - 1));
    },
    async *details(actor, query) {
      const seen = await look(dependencies, actor, query);
      const ids = placesOf(seen).map(({ id }) => id);
      const read = placeReader(await dependencies.published.read([seen.year - 1, seen.year], ids), seen);
      for (const figure of FIGURES)
        yield { ...shownOf(seen), figureId: figure.id, rows: rowsOf(figure, seen, read) };
    },
  };
}

/** What somebody looks at, and what there is to look at. */
interface Seen {
  readonly year: number;
  readonly asOf: string;
  readonly place: TreeNode;
  readonly path: readonly TreeNode[];
  readonly children: readonly TreeNode[];
  readonly own: readonly TreeNode[];
  readonly years: readonly number[];
  countedOf(year: number): number;
}

async function look(
  { published, findStaffMember, isAdministrator, clock }: Dependencies,
  actor: StaffActor,
  query: FigureQuery,
): Promise<Seen> {
  const rights = {
    isLeader: (await findStaffMember(actor.personId))?.leadsOffice === true,
    isAdministrator: await isAdministrator(actor.personId),
  };
  if (!figuresPolicy.readAny(actor, rights))
    throw new DomainError("not_allowed", "Uppföljningen är för chefer och administratörer.");
  const asOf = query.asOf ?? localDateOf(clock.now());
  const months = (await published.listMonths()).filter((month) => month.asOf <= asOf);
  const years = [...new Set(months.map(({ year }) => year))].reverse();
  const year = query.year ?? years[0] ?? Number(asOf.slice(0, 4));
  const tree = (await published.findTree(year)) ?? [NOWHERE];
  const ownPath = pathOf(tree, officeNodeId(actor.officeId));
  const own = ownPath.length > 0 ? ownPath : [tree[0]!];
  const mayRead = ({ id }: TreeNode) =>
    figuresPolicy.read(actor, { ...rights, placeId: id, ownPlaceIds: own.map((node) => node.id) });
  const wanted = query.place ?? (rights.isLeader ? own[0]!.id : NATION);
  const place = tree.find(({ id }) => id === wanted);
  if (!place || !mayRead(place))
    throw new DomainError("not_found", "Adressen stämmer inte, eller så finns det inte kvar.");
  return {
    year,
    asOf,
    place,
    path: pathOf(tree, place.id).reverse(),
    children: tree.filter(({ parentId, ...node }) => parentId === place.id && mayRead({ parentId, ...node })),
    own,
    years,
    countedOf: (of) => months.filter((month) => month.year === of).length,
  };
}

/** Before anything is counted there is the whole country, and nothing in it. */
const NOWHERE: TreeNode = { id: NATION, level: "nation", name: "Hela landet", parentId: null };

const placesOf = ({ place, children }: Seen) => [place, ...children];

function placeReader(rows: readonly PublishedRow[], { countedOf }: Seen) {
  const cells = new Map(rows.map((row) => [`${row.year} ${row.node} ${row.population}`, row.cells]));
  return (node: string, year: number): PlaceYear => ({
    cellsOf: (population) => cells.get(`${year} ${node} ${population}`),
    counted: countedOf(year),
  });
}

function rowsOf(figure: Figure, seen: Seen, read: ReturnType<typeof placeReader>): FigureRow[] {
  const { year, place } = seen;
  const row = (kind: FigureRow["kind"], id: string, name: string, node: string, d?: string): FigureRow => ({
    kind,
    id,
    name,
    values: seriesOf(figure, read(node, year), d),
    before: seriesOf(figure, read(node, year - 1), d),
  });
  const parts = isByPerson(figure)
    ? PERSON_SPLITS.flatMap(({ name, parts }) =>
        name === "sex_and_benefit"
          ? []
          : parts.map((part) =>
              row(name as FigureRow["kind"], part, PART_NAMES[part] ?? part, place.id, part),
            ),
      )
    : [];
  return [...placesOf(seen).map(({ id, name }) => row("place", id, name, id)), ...parts];
}

const PART_NAMES: Readonly<Record<string, string>> = { ...texts.rows, ovrig: "Annan ersättning" };

function shownOf({ year, asOf, place, path, children, own, years, countedOf }: Seen) {
  return {
    year,
    asOf,
    place: placeOf(place),
    path: path.map(placeOf),
    children: children.map(placeOf),
    own: own.map(placeOf).reverse(),
    years: [...years],
    counted: countedOf(year),
  };
}

function placeOf({ id, level, name }: TreeNode): FigurePlace {
  return { id, level, name };
}

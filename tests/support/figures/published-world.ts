import { buildCube, type OfficeCount } from "../../../server/followup/figures/cube.ts";
import { publishable } from "../../../server/followup/figures/count-month.ts";
import { MONTHS, PERIODS, YEAR } from "../../../server/followup/figures/periods.ts";
import {
  isCounted,
  PERSON_SPLITS,
  POPULATIONS,
  TOTAL,
  type PopulationId,
} from "../../../server/followup/figures/populations.ts";
import { buildTree, officeNodeId, pathOf, type TreeNode } from "../../../server/followup/figures/tree.ts";
import { createRandom } from "../../../server/demo/random.ts";

/** People who differ in nothing that is told of: an attacker's unknown. */
export interface Kind {
  readonly office: string;
  readonly month: number;
  readonly xs: readonly string[];
  readonly ds: readonly string[];
  readonly n: number;
}

/** What can be asked about: how many of a part, of whom, where and when. */
export interface Asked {
  readonly x: string;
  readonly d: string;
  readonly node: string;
  readonly period: number;
}

/** A small country whose every person is known to the test, and what of it is published. */
export interface PublishedWorld {
  readonly tree: readonly TreeNode[];
  readonly kinds: readonly Kind[];
  /** Each shown cell with its value. */
  readonly shown: readonly (Asked & { readonly value: number })[];
  /** Each cell that is not shown, with what nobody may find out. */
  readonly hidden: readonly (Asked & { readonly value: number })[];
  isIn(kind: Kind, asked: Asked): boolean;
}

const office = (id: string, lan: string) => ({ id, name: id, lan, organisationId: "forsakringskassan" });
const OFFICES = [
  office("a1", "A"),
  office("a2", "A"),
  office("b1", "B"),
  office("b2", "B"),
  office("b3", "B"),
  office("c1", "C"),
];
const GROUPS = [
  { id: "ab", kind: "region", name: "AB", lan: ["A", "B"], officeIds: [] },
  { id: "b12", kind: "local", name: "B1 och B2", lan: [], officeIds: ["b1", "b2"] },
] as const;

/**
 * @param july how much less there is in July. So little leaves one small month between great ones.
 * @param most how many there may be of each kind. Small numbers hide much, great ones little.
 */
export function publishedWorld({
  population,
  seed,
  most,
  july = 0.4,
  leaves,
  people,
}: {
  population: PopulationId;
  seed: number;
  most: number;
  july?: number;
  leaves: readonly (readonly string[])[];
  people: readonly (readonly string[])[];
}): PublishedWorld {
  const random = createRandom(seed);
  const tree = buildTree(OFFICES, GROUPS);
  // Offices differ in size, and in July hardly anybody meets.
  const sizes = OFFICES.map(() => random() * most);
  const kinds = OFFICES.flatMap(({ id }, index) =>
    Array.from({ length: MONTHS }, (_, month) => month + 1).flatMap((month) =>
      leaves.flatMap((leaf) =>
        people.map((person) => ({
          office: id,
          month,
          xs: [TOTAL, ...leaf],
          ds: [TOTAL, ...person],
          n: Math.floor(random() ** 2 * sizes[index]! * (month === 7 ? july : 1)),
        })),
      ),
    ),
  );
  const counts: OfficeCount[] = kinds.flatMap(({ office: officeId, month, xs, ds, n }) =>
    xs.flatMap((x) =>
      ds.flatMap((d) =>
        isCounted(population, x, d) && n > 0 ? [{ month, officeId, x, d, n, amount: 0 }] : [],
      ),
    ),
  );
  const rows = publishable(population, tree, buildCube(tree, counts), MONTHS);
  const cellsOf = new Map(rows.map(({ node, cells }) => [node, cells]));
  const paths = new Map(
    OFFICES.map(({ id }) => [id, new Set(pathOf(tree, officeNodeId(id)).map((node) => node.id))]),
  );
  const isIn = (kind: Kind, { x, d, node, period }: Asked) =>
    kind.xs.includes(x) &&
    kind.ds.includes(d) &&
    paths.get(kind.office)!.has(node) &&
    isWithin(kind.month, period);
  const all = askable(
    population,
    tree,
    new Set(kinds.flatMap(({ ds }) => ds)),
    new Set(kinds.flatMap(({ xs }) => xs)),
  );
  const valued = all.map((asked) => ({
    ...asked,
    value: kinds.reduce((sum, kind) => (isIn(kind, asked) ? sum + kind.n : sum), 0),
    published: cellsOf.get(asked.node)?.[`${asked.x}|${asked.d}`]?.n[asked.period] ?? null,
  }));
  return {
    tree,
    kinds,
    shown: valued.flatMap(({ published, ...cell }) =>
      published === null ? [] : [{ ...cell, value: published }],
    ),
    hidden: valued.flatMap(({ published, ...cell }) => (published === null ? [cell] : [])),
    isIn,
  };
}

function askable(
  population: PopulationId,
  tree: readonly TreeNode[],
  ds: Set<string>,
  xs: Set<string>,
): Asked[] {
  const parts = (splits: readonly { readonly parts: readonly string[] }[], used: Set<string>) => [
    TOTAL,
    ...splits.flatMap((split) => split.parts).filter((part) => used.has(part)),
  ];
  return parts(POPULATIONS[population].splits, xs).flatMap((x) =>
    parts(PERSON_SPLITS, ds).flatMap((d) =>
      tree.flatMap(({ id: node }) =>
        Array.from({ length: PERIODS }, (_, period) => ({ x, d, node, period })),
      ),
    ),
  );
}

function isWithin(month: number, period: number): boolean {
  if (period < MONTHS) return month === period + 1;
  return period === YEAR || Math.floor((month - 1) / 3) === period - MONTHS;
}

/** A level of follow-up, from the whole country down. */
export const LEVELS = ["nation", "region", "lan", "local_group", "office"] as const;
export type Level = (typeof LEVELS)[number];

/** A place in the tree of a year; what is beneath it adds up to it. */
export interface TreeNode {
  /** `riket`, `region:…`, `lan:…`, `grupp:…` or `kontor:…`. */
  readonly id: string;
  readonly level: Level;
  readonly name: string;
  readonly parentId: string | null;
}

export const NATION = "riket";

/** An office as the tree needs it. */
export interface TreeOffice {
  readonly id: string;
  readonly name: string;
  readonly lan: string;
  readonly organisationId: string;
}

/** Several län made a region, or several offices of one län a local group. */
export interface TreeGroup {
  readonly id: string;
  readonly kind: "region" | "local";
  readonly name: string;
  readonly lan: readonly string[];
  readonly officeIds: readonly string[];
}

export const officeNodeId = (officeId: string) => `kontor:${officeId}`;

/** The tree of nation, regions, län, local groups and offices, each after what it is beneath. A group without members is left out. */
export function buildTree(offices: readonly TreeOffice[], groups: readonly TreeGroup[]): TreeNode[] {
  const nodes: TreeNode[] = [{ id: NATION, level: "nation", name: "Hela landet", parentId: null }];
  const lan = [...new Set(offices.map((office) => office.lan))].sort((a, b) => a.localeCompare(b, "sv"));
  const regionOf = (name: string) =>
    groups.find((group) => group.kind === "region" && group.lan.includes(name));
  for (const { id, name } of groups.filter((group) => lan.some((each) => regionOf(each) === group)))
    nodes.push({ id: `region:${id}`, level: "region", name, parentId: NATION });
  for (const name of lan) {
    const region = regionOf(name);
    nodes.push({ id: `lan:${name}`, level: "lan", name, parentId: region ? `region:${region.id}` : NATION });
    nodes.push(
      ...beneathLan(
        name,
        offices.filter((office) => office.lan === name),
        groups,
      ),
    );
  }
  return nodes;
}

/** Few cases are Arbetsförmedlingen's own: office by office they would be too few, and hide those of Försäkringskassan's beside them. */
const THEIRS = { id: "arbetsformedlingen", name: "Arbetsförmedlingens kontor" } as const;

function beneathLan(
  lan: string,
  offices: readonly TreeOffice[],
  groups: readonly TreeGroup[],
): readonly TreeNode[] {
  const parentId = `lan:${lan}`;
  const groupOf = ({ id, organisationId }: TreeOffice) =>
    groups.find((group) => group.kind === "local" && group.officeIds.includes(id)) ??
    (organisationId === "arbetsformedlingen" ? THEIRS : undefined);
  const used = [...new Set(offices.map(groupOf))].filter((group) => group !== undefined);
  return [
    // A group that reaches over two län is a group in each.
    ...used.map(({ id, name }) => ({
      id: `grupp:${id}:${lan}`,
      level: "local_group" as const,
      name,
      parentId,
    })),
    ...offices.map((office) => {
      const group = groupOf(office);
      return {
        id: officeNodeId(office.id),
        level: "office" as const,
        name: office.name,
        parentId: group ? `grupp:${group.id}:${lan}` : parentId,
      };
    }),
  ];
}

/** A node and all that it is beneath, from itself up. */
export function pathOf(tree: readonly TreeNode[], nodeId: string): TreeNode[] {
  const path: TreeNode[] = [];
  for (let id: string | null = nodeId; id !== null;) {
    const node = tree.find((each) => each.id === id);
    if (!node) break;
    path.push(node);
    id = node.parentId;
  }
  return path;
}

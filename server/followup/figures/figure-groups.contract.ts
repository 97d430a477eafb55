import { z } from "zod";
import { FreeText, Id } from "../../http/conventions.contract.ts";
import { OrganisationId } from "../../people/people.contract.ts";

export const FIGURE_GROUP_KINDS = ["region", "local"] as const;
const Name = FreeText(80).min(1);

/** A region of several län, or a local group of offices, as years that are yet to be counted will have it. */
export const FigureGroup = z.strictObject({
  id: Id,
  kind: z.enum(FIGURE_GROUP_KINDS),
  name: z.string(),
  /** The län of a region. */
  lan: z.array(z.string()),
  /** The offices of a local group, of both agencies. */
  officeIds: z.array(Id),
  /** The first year whose figures have it, as they began to be counted; null while none has. */
  sinceYear: z.int().nullable(),
});
export type FigureGroup = z.infer<typeof FigureGroup>;

/** All groups, what there is to place in them, and from when a change counts. */
export const FigureGroups = z.strictObject({
  items: z.array(FigureGroup),
  lan: z.array(z.string()),
  offices: z.array(
    z.strictObject({
      id: Id,
      name: z.string(),
      lan: z.string(),
      organisationId: OrganisationId,
      /** Whether it is of the reader's own agency, and may be placed by them. */
      isOwn: z.boolean(),
    }),
  ),
  /** The first year that has not begun to be counted. Years that have keep the groups they began with. */
  fromYear: z.int(),
});
export type FigureGroups = z.infer<typeof FigureGroups>;

export const NewFigureGroup = z.strictObject({ kind: z.enum(FIGURE_GROUP_KINDS), name: Name });
export type NewFigureGroup = z.infer<typeof NewFigureGroup>;

/** What a group is called and all that is in it; of offices one's own agency's, the other's stay where they are. */
export const ChangeFigureGroup = z.strictObject({
  name: Name,
  lan: z.array(z.string()).max(30),
  officeIds: z.array(Id).max(500),
});
export type ChangeFigureGroup = z.infer<typeof ChangeFigureGroup>;

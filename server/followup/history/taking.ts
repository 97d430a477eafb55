import { randomUUID } from "node:crypto";
import type { UnitOfWork } from "../../platform/unit-of-work.ts";
import type { HistoryProblem } from "./history.contract.ts";
import { problemOf, type ProblemCode } from "./history-problems.ts";
import {
  addCase,
  noRows,
  type HistoryRows,
  type HistoryItem,
  type Importing,
  type ItemKind,
  type KnownItem,
  type KnownMeeting,
  type KnownOffice,
} from "./history-rows.ts";
import type { HistoryRepository } from "./history.repository.ts";
import type { HistoryFormat } from "./read-history-lines.ts";

/** What is the same for every line of a file. */
export interface TakingNeeds {
  readonly history: HistoryRepository;
  readonly importId: string;
  readonly importing: Importing;
  readonly offices: readonly KnownOffice[];
  readonly hashOf: (kind: ItemKind, reference: string) => Buffer;
  /** The references of the file so far. */
  readonly seen: Set<string>;
  /** Given when nothing is to be written: what would have been written by now. */
  readonly pretended?: Pretended;
}

/** What a file that is only checked would have written so far, by the hash of its reference in hexadecimal. */
export interface Pretended {
  readonly cases: Map<string, string>;
  readonly meetings: Map<string, KnownMeeting>;
}

/** A line that could be read. */
export interface Told<Line> {
  readonly line: number;
  readonly values: Line;
}

/** What came of some lines. */
export interface Taken {
  readonly taken: number;
  readonly knownBefore: number;
  readonly problems: readonly HistoryProblem[];
}

/** What a line may refer to. */
export interface Known {
  office(name: string, isOwn: boolean): KnownOffice | undefined;
  meeting(reference: string): KnownMeeting | undefined;
  /** The case, if it is known yet. */
  caseId: string | undefined;
}

/** What is wrong with a line that could be read: in which column, and what. */
export type Wrong = readonly [column: string, code: ProblemCode];

/** How a kind of history is read and written. */
export interface Taking<Line> {
  readonly kind: "meeting" | "cooperation";
  readonly format: HistoryFormat<Line>;
  /** Meetings that a line refers to. */
  references(line: Line): readonly string[];
  wrongWith(line: Line, known: Known, at: Date): readonly Wrong[];
  /** Adds a line that nothing is wrong with. @returns its id, and itself when later lines may refer to it as a meeting. */
  add(
    rows: HistoryRows,
    line: Line,
    about: { readonly caseId: string; readonly known: Known; readonly importing: Importing },
  ): { readonly id: string; readonly meeting?: KnownMeeting };
}

interface CommonCells {
  readonly reference: string;
  readonly case: string;
  readonly office: string;
  readonly benefit: string;
}

/**
 * Writes those lines that are right and new, all or none of them. A line that the same import has written, before it was broken off, is one that
 * it has taken.
 *
 * @param unitOfWork left out where nothing is to be written.
 */
export async function takeLines<Line extends CommonCells>(
  taking: Taking<Line>,
  needs: TakingNeeds,
  told: readonly Told<Line>[],
  unitOfWork?: UnitOfWork,
): Promise<Taken> {
  const { history, importing, importId } = needs;
  const problems: HistoryProblem[] = [];
  const once = told.filter(({ line, values: { reference } }) => {
    if (needs.seen.has(reference)) problems.push(problemOf(line, "reference", "twice_in_file"));
    return needs.seen.size < needs.seen.add(reference).size;
  });
  const written = await findWritten(taking, needs, once, unitOfWork);
  const fresh = once.filter(
    ({ values }) => !written.earlier.has(keyOf(needs, taking.kind, values.reference)),
  );
  const rows = noRows();
  const items: HistoryItem[] = [];
  const own = [...written.earlier.values()].filter((item) => item.importId === importId).length;
  let taken = own;
  for (const { line, values } of fresh) {
    const known = knownTo(needs, written, values.case);
    const wrong = taking.wrongWith(values, known, importing.at);
    problems.push(...wrong.map(([column, code]) => problemOf(line, column, code)));
    if (wrong.length > 0) continue;
    const caseId = known.caseId ?? randomUUID();
    if (!known.caseId) {
      const officeId = known.office(values.office, true)!.id;
      addCase(rows, { id: caseId, officeId, benefit: values.benefit }, importing);
      written.cases.set(keyOf(needs, "case", values.case), caseId);
      items.push({ kind: "case", hash: needs.hashOf("case", values.case), objectId: caseId });
    }
    const { id, meeting } = taking.add(rows, values, { caseId, known, importing });
    if (meeting) written.meetings.set(keyOf(needs, "meeting", values.reference), meeting);
    items.push({ kind: taking.kind, hash: needs.hashOf(taking.kind, values.reference), objectId: id });
    taken += 1;
  }
  if (unitOfWork)
    await history.insert(rows, { organisationId: importing.organisationId, importId, items }, unitOfWork);
  return { taken, knownBefore: once.length - fresh.length - own, problems };
}

/** What was written before, and in this file so far; by the hash of its reference in hexadecimal. */
interface Written {
  readonly earlier: ReadonlyMap<string, KnownItem>;
  readonly cases: Map<string, string>;
  readonly meetings: Map<string, KnownMeeting>;
}

async function findWritten<Line extends CommonCells>(
  taking: Taking<Line>,
  { history, hashOf, importing: { organisationId }, pretended }: TakingNeeds,
  told: readonly Told<Line>[],
  unitOfWork?: UnitOfWork,
): Promise<Written> {
  const find = (kind: ItemKind, references: readonly string[]) => {
    const hashes = [...new Set(references)].map((reference) => hashOf(kind, reference));
    return history.findKnown(organisationId, kind, hashes, unitOfWork);
  };
  const lines = told.map(({ values }) => values);
  const earlier = await find(
    taking.kind,
    lines.map(({ reference }) => reference),
  );
  const cases = await find(
    "case",
    lines.map((line) => line.case),
  );
  const referred = await find(
    "meeting",
    lines.flatMap((line) => taking.references(line)),
  );
  const ids = [...referred.values()].map(({ objectId }) => objectId);
  const found = await history.listMeetings(ids, unitOfWork);
  const byId = new Map(found.map((meeting) => [meeting.id, meeting]));
  const { cases: toCases, meetings } = pretended ?? { cases: new Map(), meetings: new Map() };
  for (const [key, { objectId }] of cases) toCases.set(key, objectId);
  for (const [key, { objectId }] of referred) meetings.set(key, byId.get(objectId)!);
  return { earlier, cases: toCases, meetings };
}

const keyOf = ({ hashOf }: TakingNeeds, kind: ItemKind, reference: string) =>
  hashOf(kind, reference).toString("hex");

function knownTo(needs: TakingNeeds, { cases, meetings }: Written, reference: string): Known {
  const { offices, importing } = needs;
  return {
    caseId: cases.get(keyOf(needs, "case", reference)),
    office: (name, isOwn) =>
      offices.find(
        (office) => office.name === name && (office.organisationId === importing.organisationId) === isOwn,
      ),
    meeting: (each) => meetings.get(keyOf(needs, "meeting", each)),
  };
}

import { z } from "zod";
import { Id } from "../../http/conventions.contract.ts";
import { createOperations, type Operations } from "../../http/operations.ts";
import { DEFINITIONS } from "./export-rows.ts";
import {
  FigureDefinitionList,
  FigureDetail,
  FigureExport,
  FigureOverview,
  FigureQuery,
  NewFigureExport,
  ReportQuery,
  YearlyReport,
} from "./figures.contract.ts";
import type { KeepExports } from "./keep-exports.ts";
import type { ReadFigures } from "./read-figures.ts";

const TYPE = {
  csv: "text/csv; charset=utf-8",
  xlsx: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
  pdf: "application/pdf",
} as const;
const Year = z.strictObject({ year: z.coerce.number().int().min(2000).max(2100) });

/** Figures of the cooperation, for who leads an office and for administrators. They tell of no person. */
export function createFiguresRoutes(useCases: {
  readFigures: ReadFigures;
  keepExports: KeepExports;
}): Operations {
  const operations = createOperations();
  const { readFigures, keepExports } = useCases;
  const common = { tag: "figures", who: "staff", status: 200 } as const;
  operations.add(
    {
      ...common,
      id: "listFigureDefinitions",
      method: "get",
      path: "/figure-definitions",
      summary: "Vad varje nyckeltal heter, betyder och bygger på.",
      answer: FigureDefinitionList,
    },
    async () => ({ items: [...DEFINITIONS] }),
  );
  operations.add(
    {
      ...common,
      id: "readFigures",
      method: "get",
      path: "/figures",
      summary: "Alla nyckeltal för en plats och ett år, bredvid året före. För chefer och administratörer.",
      query: FigureQuery,
      answer: FigureOverview,
    },
    ({ actor, query }) => readFigures.overview(actor, query),
  );
  operations.add(
    {
      ...common,
      id: "readFigure",
      method: "get",
      path: "/figures/:figureId",
      summary:
        "Ett nyckeltal uppdelat på platser, kön, ålder och ersättning. För chefer och administratörer.",
      params: z.strictObject({ figureId: z.string().regex(/^[a-z_]{1,60}$/) }),
      query: FigureQuery,
      answer: FigureDetail,
    },
    ({ actor, params, query }) => readFigures.detail(actor, params.figureId, query),
  );
  operations.add(
    {
      ...common,
      id: "readYearlyReport",
      method: "get",
      path: "/yearly-reports/:year",
      summary: "Tabell 4–7 och diagram 1 i myndigheternas årliga rapport. För chefer och administratörer.",
      params: Year,
      query: ReportQuery,
      answer: YearlyReport,
    },
    ({ actor, params, query }) => readFigures.report(actor, params.year, query),
  );
  addExports(operations, keepExports);
  return operations;
}

function addExports(operations: Operations, keepExports: KeepExports): void {
  const common = { tag: "figures", who: "staff" } as const;
  const params = z.strictObject({ exportId: Id });
  operations.add(
    {
      ...common,
      id: "askFigureExport",
      method: "post",
      path: "/figure-exports",
      status: 201,
      summary: "Ber om nyckeltalen som fil: CSV, XLSX, eller årsrapporten som PDF.",
      body: NewFigureExport,
      answer: FigureExport,
    },
    ({ actor, body }) => keepExports.ask(actor, body),
  );
  operations.add(
    {
      ...common,
      id: "readFigureExport",
      method: "get",
      path: "/figure-exports/:exportId",
      status: 200,
      summary: "Hur långt en egen fil har kommit.",
      params,
      answer: FigureExport,
    },
    ({ actor, params: { exportId } }) => keepExports.read(actor, exportId),
  );
  operations.add(
    {
      ...common,
      id: "fetchFigureExport",
      method: "get",
      path: "/figure-exports/:exportId/file",
      status: 200,
      summary: "Hämtar en egen fil som är klar.",
      params,
      contentType: "application/octet-stream",
    },
    async ({ actor, params: { exportId }, response }) => {
      const { content, format, year } = await keepExports.fetch(actor, exportId);
      response.status(200).set({
        "Cache-Control": "no-store",
        "Content-Type": TYPE[format],
        "Content-Disposition": `attachment; filename="uppfoljning-${year}.${format}"`,
      });
      response.send(content);
    },
  );
}

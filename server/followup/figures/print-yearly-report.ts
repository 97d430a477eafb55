import { openLetterFonts } from "../../platform/print/letter-fonts.ts";
import type { FigureValue, ReportTable, YearlyReport } from "./figures.contract.ts";
import { isPercent, textOf } from "./write-files.ts";
import texts from "./yearly-report.sv.json" with { type: "json" };

type Document = PDFKit.PDFDocument;

const MARGIN = 57;
const NAME_WIDTH = 110;
const CHART_HEIGHT = 190;

/** The yearly report as the agencies lay it out: tables 4–7 and diagram 1, tagged, on A4 in portrait. In Swedish. */
export async function printYearlyReport(report: YearlyReport, madeAt: Date): Promise<Buffer> {
  const [{ default: PdfDocument }, fonts] = await Promise.all([import("pdfkit"), openLetterFonts("ltr")]);
  const title = texts.title.replace("{{year}}", String(report.year));
  const document = new PdfDocument({
    size: "A4",
    margins: { left: MARGIN, right: MARGIN, top: MARGIN, bottom: MARGIN },
    lang: "sv",
    tagged: true,
    displayTitle: true,
    pdfVersion: "1.7",
    // The same as for any other font; here the types know of file names only.
    font: fonts[0]?.source as string,
    info: { Title: title, CreationDate: madeAt },
  });
  const chunks: Buffer[] = [];
  const ended = new Promise((resolve, reject) => {
    document.on("data", (chunk: Buffer) => chunks.push(chunk));
    document.on("end", resolve);
    document.on("error", reject);
  });
  for (const { name, source } of fonts) document.registerFont(name, source);
  const root = document.struct("Document");
  document.addStructure(root);
  const add = (type: "H1" | "H2" | "P", text: string, size: number, gap: number) =>
    root.add(
      document.struct(type, {}, () => {
        document.font(type === "P" ? "regular" : "bold").fontSize(size);
        document.text(text, MARGIN, document.y, { lineGap: 2 });
        document.y += gap;
      }),
    );
  add("H1", title, 20, 2);
  add("P", texts.subtitle, 11, 6);
  add("P", texts.asOf.replace("{{asOf}}", report.asOf), 9, 16);
  for (const table of report.tables) {
    const height = (table.columns.length > 4 ? 76 : 46) + 20 * (table.rows.length + 1);
    if (document.y + height > document.page.maxY()) document.addPage();
    add("H2", table.title, 12, 6);
    root.add(drawTable(document, table));
    document.y += 20;
  }
  if (document.y + CHART_HEIGHT + 80 > document.page.maxY()) document.addPage();
  add("H2", report.diagram.title, 12, 6);
  drawDiagram(document, root, report);
  add("P", texts.protectedNote, 9, 0);
  root.end();
  document.end();
  await ended;
  return Buffer.concat(chunks);
}

/** Tagged cell by cell, so that a screen reader knows the row and the column. */
function drawTable(document: Document, table: ReportTable): PDFKit.PDFStructureElement {
  const element = document.struct("Table");
  const width = (document.page.width - 2 * MARGIN - NAME_WIDTH) / table.columns.length;
  const row = (cells: readonly string[], tag: "TH" | "TD", height: number, size: number) => {
    const top = document.y;
    const line = document.struct("TR");
    cells.forEach((text, index) => {
      line.add(
        document.struct(index === 0 ? "TH" : tag, {}, () => {
          document.font(tag === "TH" ? "bold" : "regular").fontSize(size);
          const left = index === 0 ? MARGIN : MARGIN + NAME_WIDTH + (index - 1) * width;
          document.text(text, left, top + 4, {
            width: (index === 0 ? NAME_WIDTH : width) - 4,
            align: index === 0 ? "left" : "right",
          });
        }),
      );
    });
    line.end();
    element.add(line);
    document.y = top + height;
    document.markContent("Artifact");
    document
      .moveTo(MARGIN, document.y)
      .lineTo(document.page.width - MARGIN, document.y)
      .lineWidth(0.5)
      .stroke("#767676");
    document.endMarkedContent();
  };
  row(["", ...table.columns], "TH", table.columns.length > 4 ? 50 : 20, 8);
  for (const { name, values } of table.rows)
    row([name, ...values.map((value, column) => shown(table, column, value))], "TD", 20, 9);
  document.x = MARGIN;
  element.end();
  return element;
}

function shown(table: ReportTable, column: number, value: FigureValue): string {
  return typeof value === "number" && isPercent(table, column) ? `${value} %` : textOf(value);
}

/** Bars of this year, filled, and of the year before, outlined, with the numbers above: readable without colour. */
function drawDiagram(document: Document, root: PDFKit.PDFStructureElement, report: YearlyReport): void {
  const { values, before } = report.diagram;
  const months = texts.months.map((name, month) => ({
    name,
    now: numberOf(values.months[month]),
    then: numberOf(before.months[month]),
  }));
  const most = Math.max(1, ...months.flatMap(({ now, then }) => [now ?? 0, then ?? 0]));
  const says = months
    .map(({ name }, month) => `${name}: ${textOf(values.months[month]!)} (${textOf(before.months[month]!)})`)
    .join(", ");
  const [top, left, width] = [document.y + 14, MARGIN, (document.page.width - 2 * MARGIN) / 12];
  root.add(
    document.struct("Figure", { alt: says }, () => {
      months.forEach(({ name, now, then }, month) => {
        const x = left + month * width;
        const bar = (value: number | undefined, offset: number, isFilled: boolean) => {
          if (value === undefined) return;
          const height = (CHART_HEIGHT * value) / most;
          document.rect(x + offset, top + CHART_HEIGHT - height, width / 2 - 4, height).lineWidth(0.75);
          if (isFilled) document.fillAndStroke("#116a3e", "#116a3e");
          else document.stroke("#4c4c4c");
        };
        bar(then, 2, false);
        bar(now, width / 2, true);
        document.font("regular").fontSize(7).fillColor("#1b1e23");
        const height = (CHART_HEIGHT * Math.max(now ?? 0, then ?? 0)) / most;
        document.text(textOf(values.months[month]!), x - 2, top + CHART_HEIGHT - height - 11, {
          width: width + 4,
          align: "center",
          lineBreak: false,
        });
        document.text(name, x, top + CHART_HEIGHT + 4, { width, align: "center", lineBreak: false });
      });
      document.fontSize(9).text(`■ ${report.year}   □ ${report.year - 1}`, left, top + CHART_HEIGHT + 20);
    }),
  );
  document.x = MARGIN;
  document.y = top + CHART_HEIGHT + 44;
}

const numberOf = (value: FigureValue | undefined) => (typeof value === "number" ? value : undefined);

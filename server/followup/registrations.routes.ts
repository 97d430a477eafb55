import { stringify } from "csv-stringify/sync";
import { createOperations, type Operations } from "../http/operations.ts";
import type { KeepRegistrations } from "./keep-registrations.ts";
import { REGISTRATION_COLUMNS, type RegistrationLine } from "./registration-lines.ts";
import {
  RegistrationFile,
  RegistrationIds,
  RegistrationPage,
  RegistrationQuery,
  RegistrationsMarked,
} from "./registrations.contract.ts";

const common = { tag: "followup", who: "staff" } as const;

/** What the office registers in SUS. */
export function createRegistrationsRoutes({
  keepRegistrations,
}: {
  keepRegistrations: KeepRegistrations;
}): Operations {
  const operations = createOperations();
  operations.add(
    {
      ...common,
      id: "listRegistrations",
      method: "get",
      path: "/sus-registrations",
      summary: "Kontorets underlag till SUS: att kontrollera, att lämna över, eller överlämnade.",
      query: RegistrationQuery,
      status: 200,
      answer: RegistrationPage,
    },
    ({ actor, query }) => keepRegistrations.list(actor, query),
  );
  for (const [id, path, as, summary] of MARKS)
    operations.add(
      {
        ...common,
        id,
        method: "post",
        path,
        summary,
        body: RegistrationIds,
        status: 200,
        answer: RegistrationsMarked,
      },
      async ({ actor, body }) => ({ marked: await keepRegistrations.mark(actor, as, body.ids) }),
    );
  operations.add(
    {
      ...common,
      id: "fetchRegistrationFile",
      method: "post",
      path: "/sus-registrations/files",
      summary: "De kontrollerade som inte är överlämnade, som CSV eller JSON. Markerar ingenting.",
      stepUp: true,
      body: RegistrationFile,
      status: 200,
      contentType: "text/csv",
    },
    async ({ actor, body: { format }, response }) => {
      const lines = await keepRegistrations.listForFile(actor);
      response.set("Cache-Control", "no-store").attachment(`sus-underlag.${format}`);
      if (format === "json") response.type("json").send(JSON.stringify({ registrations: lines }));
      else response.type("csv").send(asCsv(lines));
    },
  );
  return operations;
}

const MARKS = [
  [
    "checkRegistrations",
    "/sus-registrations/checks",
    "checked",
    "Antecknar att underlagen är kontrollerade.",
  ],
  [
    "handOverRegistrations",
    "/sus-registrations/hand-overs",
    "handed_over",
    "Antecknar att SUS har fått underlagen. De ändras inte mer; en rättelse blir ett nytt underlag.",
  ],
] as const;

/** RFC 4180 with a byte order mark, which spreadsheet programs need to see that it is UTF-8. */
function asCsv(lines: readonly RegistrationLine[]): string {
  return stringify([...lines], {
    bom: true,
    header: true,
    columns: [...REGISTRATION_COLUMNS],
    record_delimiter: "windows",
    cast: { boolean: (value) => (value ? "yes" : "no") },
    escape_formulas: true,
  });
}

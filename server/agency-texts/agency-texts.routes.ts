import { z } from "zod";
import { createOperations, type Operations } from "../http/operations.ts";
import {
  AgencyText,
  AgencyTextKey,
  AgencyTextList,
  AgencyTextPreview,
  AgencyTextQuery,
  AgencyTextVersions,
  PreviewAgencyText,
  WriteAgencyText,
} from "./agency-texts.contract.ts";
import type { KeepAgencyTexts } from "./keep-agency-texts.ts";
import type { PreviewAgencyTextUseCase } from "./preview-agency-text.ts";

const tag = "agency-texts";
const params = z.strictObject({ key: AgencyTextKey });

/** The agency's own texts that touch law or money. */
export function createAgencyTextsRoutes({
  keepAgencyTexts,
  previewAgencyText,
}: {
  keepAgencyTexts: KeepAgencyTexts;
  previewAgencyText: PreviewAgencyTextUseCase;
}): Operations {
  const operations = createOperations();
  const common = { tag, who: "staff", status: 200 } as const;
  operations.add(
    {
      ...common,
      id: "listAgencyTexts",
      method: "get",
      path: "/agency-texts",
      summary: "Den egna myndighetens texter som rör lag eller pengar, på alla språk.",
      answer: AgencyTextList,
    },
    ({ actor }) => keepAgencyTexts.list(actor),
  );
  operations.add(
    {
      ...common,
      id: "listAgencyTextVersions",
      method: "get",
      path: "/agency-texts/:key/versions",
      summary: "Vad texten har varit, den senaste först.",
      params,
      query: AgencyTextQuery,
      answer: AgencyTextVersions,
    },
    async ({ actor, params: { key }, query: { language } }) => ({
      items: await keepAgencyTexts.listVersions(actor, { key, language }),
    }),
  );
  operations.add(
    {
      ...common,
      id: "writeAgencyText",
      method: "post",
      path: "/agency-texts/:key",
      summary: "Skriver en ny version av texten på ett språk. If-Match är den version man har sett.",
      params,
      ifMatch: true,
      body: WriteAgencyText,
      answer: AgencyText,
    },
    async ({ actor, params: { key }, revision, body, response }) => {
      const written = await keepAgencyTexts.write(actor, { key, version: revision }, body);
      response.set("ETag", `"${written.version}"`);
      return written;
    },
  );
  operations.add(
    {
      ...common,
      id: "previewAgencyText",
      method: "post",
      path: "/agency-text-previews",
      summary: "Mejlet så som det skulle skickas med texten.",
      body: PreviewAgencyText,
      answer: AgencyTextPreview,
    },
    ({ actor, body }) => previewAgencyText(actor, body),
  );
  return operations;
}

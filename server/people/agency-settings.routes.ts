import { z } from "zod";
import { Id } from "../http/conventions.contract.ts";
import { createOperations, type Operations } from "../http/operations.ts";
import {
  AgencySettings,
  ChangeLinkChannels,
  ChangeOffice,
  ChangeRequiredParties,
} from "./agency-settings.contract.ts";
import type { KeepAgencySettings } from "./keep-agency-settings.ts";

/** How an agency wants things, for its administrators. */
export function createAgencySettingsRoutes({
  keepAgencySettings,
}: {
  keepAgencySettings: KeepAgencySettings;
}): Operations {
  const operations = createOperations();
  const common = { tag: "administration", who: "staff", status: 200, answer: AgencySettings } as const;
  operations.add(
    {
      ...common,
      id: "readAgencySettings",
      method: "get",
      path: "/agency-settings",
      summary: "Den egna myndighetens och dess kontors inställningar. För administratörer.",
    },
    ({ actor }) => keepAgencySettings.read(actor),
  );
  operations.add(
    {
      ...common,
      id: "changeLinkChannels",
      method: "post",
      path: "/agency-settings/link-channels",
      summary: "Bestämmer i vilka kanaler meddelanden till dem utanför myndigheterna har en länk.",
      body: ChangeLinkChannels,
    },
    ({ actor, body }) => keepAgencySettings.setLinkChannels(actor, body.channels),
  );
  operations.add(
    {
      ...common,
      id: "changeOffice",
      method: "post",
      path: "/agency-settings/offices/:officeId",
      summary:
        "Bestämmer om kontorets handläggare ska bekräfta möten som den andra myndigheten bokar, och vilka erbjudna möten kontoret inte behöver vara med på.",
      params: z.strictObject({ officeId: Id }),
      body: ChangeOffice,
    },
    ({ actor, params: { officeId }, body }) => keepAgencySettings.changeOffice(actor, officeId, body),
  );
  operations.add(
    {
      ...common,
      id: "changeRequiredParties",
      method: "post",
      path: "/agency-settings/offices/:officeId/required-parties",
      summary: "Bestämmer vilka fler kontoret vill ha med på en typ av möte.",
      params: z.strictObject({ officeId: Id }),
      body: ChangeRequiredParties,
    },
    ({ actor, params: { officeId }, body }) => keepAgencySettings.setRequiredParties(actor, officeId, body),
  );
  return operations;
}

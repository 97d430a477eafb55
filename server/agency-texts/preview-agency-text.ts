import type { StaffActor } from "../identity/actor.ts";
import type { ComposeMessage } from "../invitations/compose-message.ts";
import type { Clock } from "../platform/clock.ts";
import type { AgencyTextPreview, PreviewAgencyText } from "./agency-texts.contract.ts";
import { isVersionOf, type ReadAgencyPassages } from "./read-agency-passages.ts";
import { sampleInvitation } from "./sample-invitation.ts";

/** What a text would look like where it stands, made by the same code as the real thing. Writes nothing. */
export type PreviewAgencyTextUseCase = (
  actor: StaffActor,
  text: PreviewAgencyText,
) => Promise<AgencyTextPreview>;

/** @param composeWith makes messages with other passages than those that hold now. */
export function createPreviewAgencyText({
  composeWith,
  readPassages,
  clock,
}: {
  composeWith: (readPassages: ReadAgencyPassages) => ComposeMessage;
  readPassages: ReadAgencyPassages;
  clock: Clock;
}): PreviewAgencyTextUseCase {
  return async ({ organisationId }, previewed) => {
    if (previewed.key === "about_benefit") return { mail: null };
    const passage = { organisationId, ...previewed };
    const compose = composeWith(async (organisationIds, unitOfWork) => {
      const others = await readPassages(organisationIds, unitOfWork);
      const isOther = isVersionOf(passage);
      return [passage, ...others.filter((other) => !isOther(other))].filter(({ text }) => text !== "");
    });
    const { subject, text, html } = await compose(sampleInvitation(previewed.language, clock.now()));
    return { mail: { subject, text, html } };
  };
}

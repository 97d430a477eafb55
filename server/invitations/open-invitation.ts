import type { Clock } from "../platform/clock.ts";
import { DomainError } from "../platform/domain-error.ts";
import { localDateOf } from "../scheduling/local-time.ts";
import { holdsOn, type LinksRepository, type OpenLink } from "./links.repository.ts";

/**
 * Opens a one-time link by its token. The first opening is kept, so that the handläggare can tell "not opened" from
 * "opened, no answer".
 *
 * @throws DomainError `link_expired` when it is unknown, revoked or too old: the answer is the same for all three;
 * `mandate_ended` for a representative whose mandate does not hold.
 */
export type OpenInvitation = (token: string) => Promise<OpenLink>;

export function createOpenInvitation({
  links,
  announceMeeting,
  markMessagesOpened,
  clock,
}: {
  links: LinksRepository;
  announceMeeting: (meetingId: string) => Promise<void>;
  /** What has been handed over to the participant by then has led them to their page. */
  markMessagesOpened: (participantId: string, at: Date) => Promise<void>;
  clock: Clock;
}): OpenInvitation {
  return async (token) => {
    const link = await links.open(token, clock.now());
    if (!link)
      throw new DomainError(
        "link_expired",
        "Länken fungerar inte längre. Ring din handläggare om du har frågor.",
      );
    const at = clock.now();
    if (!holdsOn(link, localDateOf(at)))
      throw new DomainError(
        "mandate_ended",
        "Du kan inte svara för personen nu: uppdraget har gått ut, är avslutat eller har inte börjat. Ring oss om det inte stämmer.",
      );
    if (await links.markOpened(link.id, at)) await announceMeeting(link.meetingId);
    await markMessagesOpened(link.participantId, at);
    return link;
  };
}

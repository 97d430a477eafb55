import { expect, vi } from "vitest";
import type { MailCatcher } from "../../server/platform/mail/mail-catcher.ts";

/** Waits for a mail to an address with a link below a path, such as `/svar/`; gives the link of the newest. */
export async function mailedLink(catcher: MailCatcher, address: string, path: string): Promise<string> {
  const pattern = new RegExp(`https?://[^\\s/]+${path}[\\w-]+`);
  return vi.waitFor(
    async () => {
      const texts = (await catcher.list()).filter(({ to }) => to.includes(address)).map(({ text }) => text);
      const link = texts.flatMap((text) => pattern.exec(text) ?? [])[0];
      expect(link, `a link to ${path} mailed to ${address}`).toBeDefined();
      return link!;
    },
    { timeout: 30_000 },
  );
}

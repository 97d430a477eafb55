import { randomUUID } from "node:crypto";
import { appendFile, mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";

const CaughtMailboxMessage = z.strictObject({
  id: z.uuid(),
  receivedAt: z.string(),
  /** The agency's name. */
  from: z.string(),
  /** When the recipient was born, and no more of their number. */
  to: z.string(),
  subject: z.string(),
  text: z.string(),
  /** The one sent is the same as one that came before with this id. */
  messageId: z.string(),
  fileNames: z.array(z.string()),
  /** What the simulator has reported of it, and was heard. */
  reported: z.array(z.enum(["delivered", "not_delivered"])),
});
/** A message as it lies in the simulator's mailboxes. */
export type CaughtMailboxMessage = z.infer<typeof CaughtMailboxMessage>;
/** What a mailbox is told became of it. */
export type MailboxReportWord = CaughtMailboxMessage["reported"][number];

const Line = z.union([
  CaughtMailboxMessage,
  z.strictObject({ reportedId: z.uuid(), word: CaughtMailboxMessage.shape.reported.element }),
]);

/** Caught messages, as lines in a file that is only added to, with their PDF files beside it. */
export interface MailboxStore {
  add(message: Omit<CaughtMailboxMessage, "id">, pdfs: readonly Buffer[]): Promise<CaughtMailboxMessage>;
  markReported(id: string, word: MailboxReportWord): Promise<void>;
  /** Newest first. */
  list(): Promise<CaughtMailboxMessage[]>;
  /** One of a message's files, the first being 0. */
  read(id: string, index: number): Promise<Buffer | undefined>;
  clear(): Promise<void>;
}

/** Opens the folder, with the messages an earlier run has left in it. */
export async function openMailboxStore(folder: string): Promise<MailboxStore> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const file = join(folder, "messages.jsonl");
  const pdfOf = (id: string, index: number) => join(folder, `${id}-${index}.pdf`);
  const caught = new Map<string, CaughtMailboxMessage>();
  const apply = (line: z.infer<typeof Line>) => {
    if ("id" in line) caught.set(line.id, line);
    else caught.get(line.reportedId)?.reported.push(line.word);
  };
  const append = async (line: z.infer<typeof Line>) => {
    apply(line);
    await appendFile(file, `${JSON.stringify(line)}\n`, { mode: 0o600 });
  };
  for (const line of (await readFile(file, "utf8").catch(() => "")).split("\n").filter(Boolean))
    apply(Line.parse(JSON.parse(line)));
  return {
    async add(message, pdfs) {
      const whole = { id: randomUUID(), ...message };
      await Promise.all(pdfs.map((pdf, index) => writeFile(pdfOf(whole.id, index), pdf, { mode: 0o600 })));
      await append(whole);
      return whole;
    },
    markReported: (reportedId, word) => append({ reportedId, word }),
    list: async () => [...caught.values()].reverse(),
    read: async (id, index) =>
      index in (caught.get(id)?.fileNames ?? []) ? readFile(pdfOf(id, index)) : undefined,
    async clear() {
      const files = [...caught.values()].flatMap(({ id, fileNames }) =>
        fileNames.map((_, index) => pdfOf(id, index)),
      );
      caught.clear();
      await Promise.all([file, ...files].map((path) => rm(path, { force: true })));
    },
  };
}

import { createHash, randomUUID } from "node:crypto";
import { existsSync } from "node:fs";
import { mkdir, open, readFile, rename } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";
import type { RenderedLetter } from "./letter-layout.ts";

const ManifestLine = z.object({
  messageId: z.string(),
  file: z.string(),
  pages: z.int(),
  sha256: z.string(),
  writtenAt: z.iso.datetime(),
  /** Not to be posted: the agency hands it to Skatteverket, which forwards it. */
  isForwarded: z.literal(true).optional(),
});
const WithdrawnLine = z.object({ messageId: z.string(), withdrawnAt: z.iso.datetime() });
/** What the print house is told of a letter. It names nobody. */
export type ManifestLine = z.infer<typeof ManifestLine>;

/**
 * A folder that a print house takes letters from: `<message id>.pdf`, and a line of `manifest.jsonl` for each. What has no
 * line is not finished and not to be printed, nor is what a later line says is withdrawn.
 */
export interface PrintFolder {
  /** Whether the letter is there, or has been. */
  has(messageId: string): Promise<boolean>;
  /** Adds a letter, once: the same one again changes nothing. Resolves when it is on disk. */
  add(messageId: string, letter: RenderedLetter, writtenAt: Date): Promise<void>;
  /**
   * Says that a letter is not to be printed, and takes it out of the print house's way; it is kept as `<message id>.withdrawn`.
   * May run twice.
   *
   * @returns whether it still was there: if not, the print house has it.
   */
  withdraw(messageId: string, withdrawnAt: Date): Promise<boolean>;
  /** Those to be printed, newest first. */
  list(): Promise<ManifestLine[]>;
  /** The letter as PDF, if it has a line and has not been taken away. */
  read(messageId: string): Promise<Buffer | undefined>;
}

/** Opens the folder, which is made when it is not there. */
export async function openPrintFolder(folder: string): Promise<PrintFolder> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const manifest = join(folder, "manifest.jsonl");
  const lines = async () => (await readIfThere(manifest))?.toString("utf8").split("\n") ?? [];
  // The last line may be half of one, if the machine stopped while it was written: the letter is then added again.
  const list = async () => {
    const all = await lines();
    const withdrawn = new Set(all.flatMap((line) => parseLine(line, WithdrawnLine)?.messageId ?? []));
    return all
      .flatMap((line) => parseLine(line, ManifestLine) ?? [])
      .filter(({ messageId }) => !withdrawn.has(messageId))
      .reverse();
  };
  // Only what may be its line is parsed: a folder grows by thousands of letters.
  const has = async (messageId: string) =>
    (await lines()).some(
      (line) => line.includes(messageId) && parseLine(line, ManifestLine)?.messageId === messageId,
    );
  return {
    has,
    list,
    async add(messageId, { pdf, pages, isForwarded }, writtenAt) {
      if (await has(messageId)) return;
      const file = `${messageId}.pdf`;
      await writeWhole(join(folder, file), pdf);
      const sha256 = createHash("sha256").update(pdf).digest("hex");
      const line: ManifestLine = {
        messageId,
        file,
        pages,
        sha256,
        writtenAt: writtenAt.toISOString(),
        ...(isForwarded && { isForwarded }),
      };
      await appendLine(manifest, JSON.stringify(line));
    },
    async withdraw(messageId, withdrawnAt) {
      const kept = join(folder, `${messageId}.withdrawn`);
      if (existsSync(kept)) return true;
      if (!(await has(messageId))) return false;
      await appendLine(manifest, JSON.stringify({ messageId, withdrawnAt: withdrawnAt.toISOString() }));
      return moveIfThere(join(folder, `${messageId}.pdf`), kept);
    },
    read: async (messageId) =>
      (await has(messageId)) ? readIfThere(join(folder, `${messageId}.pdf`)) : undefined,
  };
}

function parseLine<T>(line: string, schema: z.ZodType<T>): T | undefined {
  try {
    return schema.parse(JSON.parse(line));
  } catch {
    return undefined;
  }
}

/** Whoever reads the file sees all of it or nothing. */
async function writeWhole(path: string, content: Buffer): Promise<void> {
  const draft = `${path}.${randomUUID()}.part`;
  await writeThrough(draft, "wx", content);
  await rename(draft, path);
}

/** Begins with a line break, so that half a line left by a stopped machine spoils no other. */
async function appendLine(path: string, line: string): Promise<void> {
  await writeThrough(path, "a", Buffer.from(`\n${line}\n`));
}

async function writeThrough(path: string, flags: "a" | "wx", content: Buffer): Promise<void> {
  const file = await open(path, flags, 0o600);
  try {
    await file.writeFile(content);
    await file.sync();
  } finally {
    await file.close();
  }
}

async function moveIfThere(from: string, to: string): Promise<boolean> {
  try {
    await rename(from, to);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return false;
    throw error;
  }
}

async function readIfThere(path: string): Promise<Buffer | undefined> {
  try {
    return await readFile(path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
    throw error;
  }
}

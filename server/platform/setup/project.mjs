import { createHash } from "node:crypto";
import { readFileSync, renameSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

/** The root of the project, wherever a command is given. */
export const PROJECT = fileURLToPath(new URL("../../..", import.meta.url));

/** One hash over the names and contents of files. */
export function hashFiles(files) {
  const hash = createHash("sha256");
  for (const file of files) hash.update(`${file}\0`).update(readFileSync(file)).update("\0");
  return hash.digest("hex");
}

/** Whether a stamp says that its folder was made from what `hash` stands for. */
export function hasStamp(file, hash) {
  try {
    return readFileSync(file, "utf8") === hash;
  } catch {
    return false;
  }
}

/** Written last, and as a new file (never through a hard link): a stamp means that the work was finished here. */
export function writeStamp(file, hash) {
  writeFileSync(`${file}.new`, hash);
  renameSync(`${file}.new`, file);
}

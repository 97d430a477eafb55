import { readdirSync } from "node:fs";
import { join, sep } from "node:path";
import { hashFiles, hasStamp, PROJECT, writeStamp } from "./project.mjs";
import { runQuietly } from "./run-quietly.mjs";

const DIST = join("client", "dist");

/** Builds the pages unless what they are made from is unchanged since the last time. */
export async function buildClient() {
  const stamp = join(PROJECT, DIST, ".built-from");
  const wanted = hashFiles(sources());
  if (hasStamp(stamp, wanted)) return;
  const vite = join("node_modules", "vite", "bin", "vite.js");
  await runQuietly("Building the pages (vite build) ...", process.execPath, [
    vite,
    "build",
    "--config",
    join("client", "vite.config.ts"),
  ]);
  writeStamp(stamp, wanted);
}

function sources() {
  const client = filesIn("client").filter((file) => !file.startsWith(DIST + sep));
  const contracts = filesIn("server").filter((file) => file.endsWith(".contract.ts"));
  return [...client, ...contracts, "package-lock.json"].sort().map((file) => join(PROJECT, file));
}

function filesIn(folder) {
  return readdirSync(join(PROJECT, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(PROJECT.length));
}

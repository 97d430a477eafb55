import { join } from "node:path";
import { hashFiles, hasStamp, PROJECT, writeStamp } from "./project.mjs";
import { runQuietly } from "./run-quietly.mjs";

/** Installs the packages of package-lock.json unless exactly those were installed before. */
export async function installDependencies() {
  const stamp = join(PROJECT, "node_modules", ".samtid-lock-hash");
  const wanted = hashFiles([join(PROJECT, "package-lock.json")]);
  if (hasStamp(stamp, wanted)) return;
  // Development packages build the pages, so they are needed with NODE_ENV=production too.
  const options = ["ci", "--include=dev", "--no-audit", "--no-fund", "--loglevel=error"];
  await runQuietly("Installing packages (npm ci) ...", "npm", options);
  writeStamp(stamp, wanted);
}

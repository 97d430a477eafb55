import { readFileSync } from "node:fs";
import { join } from "node:path";
import { PROJECT } from "./project.mjs";

/** @throws Error that says which version is needed when this Node.js is older than package.json's `engines`. */
export function requireNodeVersion(version = process.versions.node) {
  const { engines } = JSON.parse(readFileSync(join(PROJECT, "package.json"), "utf8"));
  const needed = engines.node.replace(">=", "");
  const [major, minor] = version.split(".").map(Number);
  const [neededMajor, neededMinor] = needed.split(".").map(Number);
  if (major > neededMajor || (major === neededMajor && minor >= neededMinor)) return;
  throw new Error(`Samtid needs Node.js ${needed} or later; this is ${version}.`);
}

/** `npm start`: from a fresh clone to a running system, with nothing but Node.js and npm. */
import { spawn } from "node:child_process";
import { constants } from "node:os";
import { join } from "node:path";
import { buildClient } from "./build-client.mjs";
import { installDependencies } from "./install.mjs";
import { requireNodeVersion } from "./node-version.mjs";
import { whenNpmEnds } from "./npm-parent.mjs";
import { PROJECT } from "./project.mjs";

/** Ctrl-C reaches us twice within this time: from the terminal and, once more, from npm. */
const SAME_KEYPRESS_MS = 500;

try {
  requireNodeVersion();
  await installDependencies();
  await buildClient();
} catch (error) {
  console.error(error.message);
  process.exit(1);
}

const preload = new URL("stop-with-parent.mjs", import.meta.url).href;
const system = spawn(
  process.execPath,
  ["--import", preload, "--import", "tsx", join("workers", "all-in-one.ts")],
  // Detached from the terminal, so that one Ctrl-C is one signal: the one passed on below.
  { cwd: PROJECT, stdio: ["inherit", "inherit", "inherit", "ipc"], detached: true },
);

let passedOnAt = -Infinity;
function passOn(signal) {
  if (performance.now() - passedOnAt < SAME_KEYPRESS_MS) return;
  passedOnAt = performance.now();
  system.kill(signal);
}
process.on("SIGINT", passOn);
process.on("SIGTERM", passOn);
process.on("SIGHUP", () => passOn("SIGTERM"));
whenNpmEnds(() => passOn("SIGTERM"));
system.once("exit", (code, signal) => process.exit(code ?? 128 + constants.signals[signal]));

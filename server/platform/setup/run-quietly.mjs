import { spawn } from "node:child_process";
import { PROJECT } from "./project.mjs";

/**
 * Says in one line what is being done, and shows a command's output only when it fails.
 *
 * @throws Error with that output.
 */
export async function runQuietly(announcement, command, args, env = {}) {
  console.log(announcement);
  const child = spawn(command, args, {
    cwd: PROJECT,
    env: { ...process.env, ...env },
    stdio: ["ignore", "pipe", "pipe"],
    shell: process.platform === "win32",
  });
  let output = "";
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (text) => (output += text));
  const failure = await new Promise((resolve) => {
    child.once("error", (error) => resolve(error.message));
    child.once("close", (code, signal) =>
      resolve(code === 0 ? undefined : `it ended with ${signal ?? code}`),
    );
  });
  if (failure) throw new Error(`${output}\nFailed: ${command} ${args.join(" ")} (${failure})`);
}

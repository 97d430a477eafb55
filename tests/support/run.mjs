/** `npm test`: sets up what the tests need, runs them, and ends with one line of counts. Arguments go to vitest. */
import { spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { stripVTControlCharacters } from "node:util";
import { buildClient } from "../../server/platform/setup/build-client.mjs";
import { installDependencies } from "../../server/platform/setup/install.mjs";
import { requireNodeVersion } from "../../server/platform/setup/node-version.mjs";
import { PROJECT } from "../../server/platform/setup/project.mjs";
import { installSystemPackages } from "./system-packages.mjs";

const VITEST = join("node_modules", "vitest", "vitest.mjs");

/** No test may depend on where the machine believes it is: what could, by reading local time, also runs there. */
const SECOND_ZONE = "America/New_York";
const SECOND_ZONE_PROJECTS = ["--project=unit", "--project=integration"];

/**
 * CI has thirty minutes: it runs the integration tests once, in the second zone, since whoever develops runs them in their own.
 * SAMTID_TEST_TZ_ALL=1 runs them in both.
 */
const CI_FIRST_ZONE_PROJECTS = ["--project=!integration"];

/** Characters of a run's errors, from their end. */
const LONGEST_KEPT = 20_000;

/** What fails in more files than this isn't chance. */
const MOST_FILES_AGAIN = 5;

try {
  requireNodeVersion();
  await installDependencies();
  await installSystemPackages();
  await buildClient();
} catch (error) {
  console.error(error.message);
  process.exit(1);
}

const reports = mkdtempSync(join(tmpdir(), "samtid-reports-"));
const total = { passed: 0, failed: 0, skipped: 0 };
const failures = [];
const secondTries = [];
let interrupted = false;
for (const { zone, args } of plannedRuns()) {
  if (interrupted) break;
  console.log(`\nRunning the tests with TZ=${zone}`);
  const first = await runVitest(zone, args);
  const run = await tryFilesAgain(first, zone, args);
  const counts = count(run);
  for (const key of Object.keys(total)) total[key] += counts[key];
  failures.push(...listTests(run.report, zone, "failed"));
  if (run.outside) failures.push(`  outside every test (TZ=${zone})\n${beginning(run.outside)}`);
  if (run !== first) secondTries.push(...listTests(first.report, zone, "failed"));
  secondTries.push(...listTests(run.report, zone, "passed"));
}
rmSync(reports, { recursive: true });
// Told here once more: a long run's log is often kept only by its end.
if (secondTries.length > 0) console.log(`\nPassed only when tried again:\n${secondTries.join("\n")}`);
if (failures.length > 0) console.log(`\nFailed:\n${failures.join("\n")}\n`);
console.log(`${total.passed} passed, ${total.failed} failed, ${total.skipped} skipped`);
process.exitCode = total.failed > 0 || total.passed === 0 ? 1 : 0;

function plannedRuns() {
  const args = process.argv.slice(2);
  const zone = process.env.TZ || "UTC";
  const everything = process.env.SAMTID_TEST_TZ_ALL === "1";
  // Whoever names tests wants those, once.
  if (args.length > 0 || !(everything || process.env.CI === "true")) return [{ zone, args }];
  return [
    { zone, args: everything ? [] : CI_FIRST_ZONE_PROJECTS },
    { zone: SECOND_ZONE, args: SECOND_ZONE_PROJECTS },
  ];
}

async function runVitest(zone, args) {
  const report = join(reports, `${zone.replace("/", "-")}.json`);
  const options = ["run", "--reporter=default", "--reporter=json", `--outputFile.json=${report}`, ...args];
  const vitest = spawn(process.execPath, [VITEST, ...options], {
    cwd: PROJECT,
    stdio: ["ignore", "inherit", "pipe"],
    env: { ...process.env, TZ: zone },
  });
  let said = "";
  vitest.stderr.setEncoding("utf8").on("data", (text) => {
    process.stderr.write(text);
    said = (said + text).slice(-LONGEST_KEPT);
  });
  const passOn = (signal) => {
    interrupted = true;
    vitest.kill(signal);
  };
  process.on("SIGINT", passOn).on("SIGTERM", passOn);
  const succeeded = await new Promise((resolve) => vitest.once("close", (code) => resolve(code === 0)));
  process.off("SIGINT", passOn).off("SIGTERM", passOn);
  // Of what happens outside every test only the screen is told.
  return { report: readReport(report), succeeded, outside: said.split("Unhandled Errors")[1] };
}

/**
 * In CI a file of browsers and processes that failed, for instance by its setup, which no retry of a test covers, is run once more when the
 * others are done.
 */
async function tryFilesAgain(first, zone, args) {
  const failed = first.report.testResults.filter(({ status }) => status === "failed").map(({ name }) => name);
  const isChance = failed.length > 0 && failed.length <= MOST_FILES_AGAIN && !first.outside;
  if (
    process.env.CI !== "true" ||
    interrupted ||
    !isChance ||
    failed.some((name) => name.includes("/tests/unit/"))
  )
    return first;
  console.log(`\nTrying again:\n${failed.map((name) => `  ${relative(PROJECT, name)}`).join("\n")}`);
  const { report, ...again } = await runVitest(zone, [
    ...args.filter((arg) => arg.startsWith("--")),
    ...failed,
  ]);
  const others = first.report.testResults.filter(({ name }) => !failed.includes(name));
  return { ...again, report: { testResults: [...others, ...report.testResults] } };
}

/** What vitest wrote of a run; without tests when it never got so far. */
function readReport(path) {
  try {
    return JSON.parse(readFileSync(path, "utf8"));
  } catch {
    return { testResults: [] };
  }
}

/** A run that failed in another way than by a test (a file that doesn't load, an unhandled error) is one failure. */
function count({ report, succeeded }) {
  const counts = { passed: 0, failed: 0, skipped: 0 };
  for (const { status } of report.testResults.flatMap(({ assertionResults }) => assertionResults))
    counts[status in counts ? status : "skipped"] += 1;
  return succeeded ? counts : { ...counts, failed: Math.max(counts.failed, 1) };
}

/** The tests, or files that do not load, that ended so and that failed at least once, with the beginning of what they said. */
function listTests({ testResults }, zone, ending) {
  return testResults.flatMap(({ name, status, message, assertionResults }) => {
    const file = `  ${relative(PROJECT, name)} (TZ=${zone})`;
    // A file that does not load, or whose setup fails: none of its tests says so itself.
    const ofFile = status === ending && message ? [`${file}\n${beginning(message)}`] : [];
    return assertionResults
      .filter((test) => test.status === ending && test.failureMessages.length > 0)
      .map(
        ({ fullName, failureMessages }) => `${file}: ${fullName}\n${beginning(failureMessages.join("\n"))}`,
      )
      .concat(ofFile);
  });
}

/** What was said, without what libraries have to do with it. */
function beginning(message) {
  return stripVTControlCharacters(message)
    .split("\n")
    .filter((line) => !line.includes("node_modules"))
    .slice(0, 30)
    .map((line) => `    ${line.slice(0, 500)}`)
    .join("\n");
}

import { availableParallelism } from "node:os";
import { defineConfig } from "vitest/config";

/** Load the system as much as it can take, and tell how long that took: each has the machine to itself. */
const TIMED = [
  "tests/integration/realtime/room-crash.test.ts",
  "tests/integration/api/parallel-booking.test.ts",
  "tests/integration/api/mixed-operations.test.ts",
];

/** What is malformed, attacked, killed, asked as everybody or told over sockets: long, and the same in every time zone. */
const RESILIENCE = [
  "tests/integration/api/attacks/*.test.ts",
  "tests/integration/api/{authorisation,fuzz,leaks,malformed,state-command-table}.test.ts",
  "tests/integration/database/embedded-postgres.test.ts",
  "tests/integration/realtime/!(room-crash).test.ts",
  "tests/integration/workers/{crash,imip-crash,kills,mail-transport,queue}.test.ts",
];

/** In CI what talks to browsers, processes and mail servers may be tried twice; the run's end tells what needed it. */
const retry = process.env.CI === "true" ? 1 : 0;

/** A busy machine may need more than vitest's one second to get where a test waits for it to be. */
const patient = { poll: { timeout: 15_000 } };

/** Vitest would leave one core to itself, and on a machine of two run one file at a time, which mostly waits for the database. */
const maxWorkers = Math.max(2, availableParallelism() - 1);

/** Kinds of test; all but `unit` run against a real PostgreSQL that the global set-up starts. */
const screenshots = process.argv.includes("screenshots")
  ? [
      {
        test: {
          name: "screenshots",
          include: ["tests/screenshots/*.ts"],
          globalSetup: ["tests/support/global-database.ts"],
          testTimeout: 120_000,
          hookTimeout: 120_000,
        },
      },
    ]
  : [];

/** Calendar programs that subscribe to a feed: `npm run test:clients`, which installs them. */
const clients = process.argv.includes("clients")
  ? [
      {
        test: {
          name: "clients",
          include: ["tests/clients/*.test.ts"],
          globalSetup: ["tests/support/global-database.ts"],
          testTimeout: 300_000,
          hookTimeout: 300_000,
          fileParallelism: false,
        },
      },
    ]
  : [];

export default defineConfig({
  test: {
    reporters: ["default"],
    projects: [
      {
        test: {
          name: "unit",
          include: ["tests/unit/**/*.test.ts"],
          setupFiles: ["tests/support/property-seed.ts"],
          testTimeout: 60_000,
          maxWorkers,
          // What is pure leaves nothing behind for the next file: loaded once, they take half the time.
          isolate: false,
        },
      },
      {
        test: {
          name: "integration",
          retry,
          expect: patient,
          include: ["tests/integration/**/*.test.ts"],
          exclude: [...TIMED, ...RESILIENCE],
          maxWorkers,
          globalSetup: ["tests/support/global-database.ts"],
          testTimeout: 60_000,
          hookTimeout: 60_000,
        },
      },
      {
        test: {
          name: "resilience",
          retry,
          expect: patient,
          include: RESILIENCE,
          maxWorkers,
          globalSetup: ["tests/support/global-database.ts"],
          testTimeout: 60_000,
          hookTimeout: 60_000,
        },
      },
      {
        test: {
          name: "timed",
          retry,
          expect: patient,
          include: TIMED,
          globalSetup: ["tests/support/global-database.ts"],
          testTimeout: 60_000,
          hookTimeout: 60_000,
          fileParallelism: false,
          sequence: { groupOrder: 1 },
        },
      },
      {
        test: {
          name: "e2e",
          retry,
          expect: patient,
          include: ["tests/e2e/**/*.test.ts"],
          globalSetup: ["tests/support/global-database.ts"],
          testTimeout: 120_000,
          hookTimeout: 120_000,
          // A browser, a server and a database each: two files at once keep four cores busy.
          maxWorkers: 2,
          sequence: { groupOrder: 2 },
        },
      },
      {
        test: {
          name: "media",
          retry,
          expect: patient,
          include: ["tests/media/**/*.test.ts"],
          globalSetup: ["tests/support/global-database.ts"],
          testTimeout: 120_000,
          hookTimeout: 120_000,
          // Five browsers encode and decode: they need the cores to themselves.
          fileParallelism: false,
          sequence: { groupOrder: 3 },
        },
      },
      ...screenshots,
      ...clients,
    ],
  },
});

/** The direction of the house (see README, "Architecture"): each rule says what it protects. */
const capability =
  "^server/(scheduling|meetings|invitations|calendars|rooms|people|identity|followup|audit)/";
const suffixed = "\\.(contract|repository|routes|gateway|job|d)\\.ts$";

module.exports = {
  forbidden: [
    { name: "no-cycles", severity: "error", from: {}, to: { circular: true } },
    { name: "no-unresolvable", severity: "error", from: {}, to: { couldNotResolve: true } },
    {
      name: "client-sees-only-contracts",
      severity: "error",
      from: { path: "^client/" },
      to: { path: "^(server|workers)/", pathNot: "\\.contract\\.ts$" },
    },
    {
      name: "contracts-import-zod-only",
      severity: "error",
      from: { path: "^server/.*\\.contract\\.ts$" },
      to: { pathNot: ["\\.contract\\.ts$", "node_modules/zod/"] },
    },
    {
      name: "server-never-imports-workers-or-client",
      severity: "error",
      from: { path: "^server/" },
      to: { path: "^(workers|client|tests)/" },
    },
    {
      name: "repository-is-private-to-its-capability",
      severity: "error",
      from: {
        path: "^server/([^/]+)/",
        pathNot: ["\\.repository\\.ts$", "^server/(compose[^/]*|demo/.*)\\.ts$"],
      },
      to: { path: "^server/([^/]+)/.*\\.repository\\.ts$", pathNot: ["^server/$1/", "^server/platform/"] },
    },
    {
      name: "database-only-in-repositories-and-platform",
      severity: "error",
      from: { path: "^(server|workers)/", pathNot: ["\\.repository\\.ts$", "^server/platform/"] },
      to: { path: "node_modules/(pg|kysely|connect-pg-simple)/" },
    },
    {
      name: "express-only-behind-routes",
      severity: "error",
      from: { path: "^(server|workers)/", pathNot: ["\\.routes\\.ts$", "^server/http/"] },
      to: { path: "node_modules/(@types/)?express", dependencyTypesNot: ["type-only"] },
    },
    {
      name: "sockets-only-behind-gateways",
      severity: "error",
      from: { path: "^(server|workers)/", pathNot: ["\\.gateway\\.ts$", "^server/realtime/"] },
      to: { path: "node_modules/socket\\.io", dependencyTypesNot: ["type-only"] },
    },
    {
      name: "queue-only-in-platform-and-jobs",
      severity: "error",
      from: { path: "^(server|workers)/", pathNot: ["^server/platform/", "\\.job\\.ts$"] },
      to: { path: "node_modules/(bullmq|ioredis)/" },
    },
    {
      name: "luxon-only-in-local-time",
      severity: "error",
      from: { path: "^(server|workers|client)/", pathNot: "^server/scheduling/local-time\\.ts$" },
      to: { path: "node_modules/(@types/)?luxon" },
    },
    {
      name: "capability-folders-do-not-know-the-house",
      comment: "compose.ts knows every capability; no capability knows compose.",
      severity: "error",
      from: { path: capability },
      to: { path: "^server/(compose|main)", pathNot: suffixed },
    },
  ],
  options: {
    doNotFollow: { path: "node_modules" },
    exclude: { path: "^client/dist/" },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: "tsconfig.json" },
    enhancedResolveOptions: {
      exportsFields: ["exports"],
      conditionNames: ["import", "require", "node", "default", "types"],
      extensions: [".ts", ".mjs", ".js", ".vue", ".json", ".d.ts"],
    },
  },
};

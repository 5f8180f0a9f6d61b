// Who may import whom: docs/architecture.md says it in words, this enforces it.
// scripts/check-house.test.ts proves each rule on a planted violation.
const test = "\\.(test|fixture)\\.tsx?$";

const packages = ["core", "npm", "npm-dev", "npm-optional", "npm-peer", "npm-no-pkg", "unknown"];

/** Who holds a database client; everybody else is handed one, or goes through these. */
const doors = ["attempts", "audit", "auth", "clock", "command", "live", "read", "realtime", "sign-in"];

/** A room and everything it may import; what it imports of packages is not judged here. */
const only = (name, comment, from, allowed) => ({
  name,
  comment,
  severity: "error",
  from,
  to: { pathNot: [...allowed, "\\.css$"], dependencyTypesNot: packages },
});

/** @type {import("dependency-cruiser").IConfiguration} */
module.exports = {
  forbidden: [
    only(
      "app-composes",
      "Routes put features together: they don't decide and don't query.",
      { path: "^app/", pathNot: test },
      ["^(app|features|components|lib)/"],
    ),
    {
      name: "app-asks-features",
      comment: "A route that reads or writes by itself skips the checks of access, policy and history.",
      severity: "error",
      from: { path: "^app/", pathNot: test },
      to: { path: "^lib/(db|read|command)\\.ts$", dependencyTypesNot: ["type-only"] },
    },
    only(
      "features-know-their-neighbours-little",
      "Of another feature: its queries, its schema and its components.",
      { path: "^features/([^/]+)/", pathNot: test },
      [
        "^domain/",
        "^lib/",
        "^analysers/",
        "^components/",
        "^features/$1/",
        "^features/[^/]+/(schema|queries|components)",
      ],
    ),
    {
      name: "one-command-one-transaction",
      comment:
        "A command that calls another feature's command would be two transactions, or one inside another.",
      severity: "error",
      from: { path: "^features/([^/]+)/", pathNot: test },
      to: { path: "^features/[^/]+/(commands|actions)", pathNot: "^features/$1/" },
    },
    only(
      "lib-knows-the-rules-alone",
      "What is outside us serves every feature and knows none.",
      { path: "^lib/", pathNot: test },
      ["^(lib|domain)/", "^generated/"],
    ),
    only(
      "analysers-read-files",
      "Bytes in, a report out: no database, no framework, no feature. They run on a server without the web app, too.",
      { path: "^analysers/", pathNot: test },
      ["^(analysers|domain)/"],
    ),
    only(
      "components-could-ship-elsewhere",
      "No rule and no data of this product.",
      { path: "^components/", pathNot: test },
      ["^components/", "^lib/(cn|format|paths)\\.ts$"],
    ),
    {
      name: "one-link",
      comment: "Next's own link fetches every page it could lead to; ours waits until it is followed.",
      severity: "error",
      from: { path: "^(app|components|features)/", pathNot: "^components/ui/link\\.tsx$" },
      to: { path: "node_modules/next/(dist/client/)?(app-dir/)?link(\\.d\\.ts|\\.js)$" },
    },
    {
      name: "domain-is-pure",
      comment:
        "Facts and the time in, data out: no package, no framework, no clock. Tests bring vitest and fast-check.",
      severity: "error",
      from: { path: "^domain/", pathNot: test },
      to: { pathNot: "^domain/" },
    },
    only(
      "journeys-use-the-browser",
      "They see what a person sees; the server is started for them.",
      { path: "^e2e/" },
      ["^e2e/", "^lib/paths\\.ts$", "^scripts/testing/"],
    ),
    {
      name: "generated-client-in-one-place",
      comment: "Only lib/db.ts may decide who can write.",
      severity: "error",
      from: { pathNot: ["^lib/db\\.ts$", "^generated/"] },
      to: { path: "^generated/" },
    },
    {
      name: "database-behind-doors",
      comment:
        "Everybody else gets a client from lib/read or lib/command; types may be named anywhere in lib and features.",
      severity: "error",
      from: {
        path: "^(analysers|app|components|domain|e2e|features|lib|prisma)/",
        pathNot: [`^lib/(${doors.join("|")})\\.ts$`, test],
      },
      to: { path: "^lib/db\\.ts$", dependencyTypesNot: ["type-only"] },
    },
    {
      name: "scripts-serve-nobody-inside",
      comment: "The application must not need what starts and tests it.",
      severity: "error",
      from: { path: "^(analysers|app|components|domain|features|lib)/", pathNot: test },
      to: { path: "^(scripts|bench|e2e|prisma)/" },
    },
    {
      name: "no-cycles",
      comment: "Files that need each other are one file, or lack a third.",
      severity: "error",
      from: {},
      to: { circular: true },
    },
    {
      name: "nothing-unresolved",
      comment: "An import that leads nowhere.",
      severity: "error",
      from: {},
      to: { couldNotResolve: true },
    },
    {
      name: "product-without-dev-dependencies",
      comment: "A server installed without them would not start.",
      severity: "error",
      from: { path: "^(analysers|app|components|domain|features|lib)/", pathNot: test },
      to: { dependencyTypes: ["npm-dev"], dependencyTypesNot: ["npm", "type-only"] },
    },
  ],
  options: {
    doNotFollow: { path: ["node_modules", "^generated"] },
    exclude: { path: "^\\.next/" },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: "tsconfig.json" },
    enhancedResolveOptions: {
      exportsFields: ["exports"],
      conditionNames: ["import", "require", "node", "default", "types"],
    },
  },
};

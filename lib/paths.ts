/** Addresses of every screen, in one place; e2e tests and notices use the same builders. Everything here is relative. */
const q = (parameters: Record<string, string | undefined>) => {
  const given = Object.entries(parameters).filter((entry): entry is [string, string] => Boolean(entry[1]));
  return given.length === 0 ? "" : `?${new URLSearchParams(given)}`;
};
const at = (upgrade: string) => `/u/${encodeURIComponent(upgrade)}`;
const inEnvironment = (upgrade: string, environment: string) =>
  `${at(upgrade)}/e/${encodeURIComponent(environment)}`;

/** In an address: a crew without anybody, which is not the same as none asked for. */
export const nobody = "nobody";

/** How a history is narrowed; `from` and `to` are days on screen and moments in exports. */
type AuditParameters = Partial<
  Record<"group" | "type" | "person" | "environment" | "subject" | "q" | "from" | "to" | "cursor", string>
>;

type ForecastParameters = Partial<
  Record<
    "environment" | "part" | "crew" | "people" | "without" | "rows" | "bytes" | "apis" | "tenants" | "nodes",
    string
  >
>;

export const paths = {
  portfolio: () => "/",
  signIn: (given: { callbackUrl?: string } = {}) => `/sign-in${q(given)}`,
  invitation: (secret: string) => `/invitation/${secret}`,
  newUpgrade: () => "/new",
  inbox: () => "/inbox",
  notifications: (given: { show?: string; cursor?: string } = {}) => `/notifications${q(given)}`,
  profile: () => "/profile",
  playbooks: () => "/playbooks",
  admin: (given: { q?: string; show?: string; cursor?: string } = {}) => `/admin${q(given)}`,
  apiDocs: (tag?: string) => (tag ? `/api-docs/${encodeURIComponent(tag)}` : "/api-docs"),
  upgrade: (upgrade: string) => at(upgrade),
  plan: (upgrade: string, given: { step?: string } = {}) => `${at(upgrade)}/plan${q(given)}`,
  environment: (upgrade: string, environment: string) => inEnvironment(upgrade, environment),
  checklist: (
    upgrade: string,
    environment: string,
    given: { step?: string; show?: string; q?: string } = {},
  ) => `${inEnvironment(upgrade, environment)}/checklist${q(given)}`,
  /** A step by its code, wherever its list is: the checklist of its environment, or the plan where there is none. */
  step: (upgrade: string, environment: string | null, step: string) =>
    environment === null
      ? `${at(upgrade)}/plan${q({ step })}`
      : `${inEnvironment(upgrade, environment)}/checklist${q({ step })}`,
  printChecklist: (upgrade: string, environment: string) =>
    `${inEnvironment(upgrade, environment)}/checklist/print`,
  environmentVariables: (upgrade: string, environment: string) =>
    `${inEnvironment(upgrade, environment)}/variables`,
  health: (upgrade: string, environment: string, given: { range?: string } = {}) =>
    `${inEnvironment(upgrade, environment)}/health${q(given)}`,
  hypercare: (upgrade: string, environment: string, given: { day?: string } = {}) =>
    `${inEnvironment(upgrade, environment)}/hypercare${q(given)}`,
  logs: (
    upgrade: string,
    environment: string,
    given: { reading?: string; baseline?: string; show?: string; message?: string } = {},
  ) => `${inEnvironment(upgrade, environment)}/logs${q(given)}`,
  /** Where a browser sends logs to. */
  readLogs: (upgrade: string, environment: string, given: { kind: string; note: string; name: string }) =>
    `/api/v1/upgrades/${encodeURIComponent(upgrade)}/environments/${encodeURIComponent(environment)}/logs${q(given)}`,
  gate: (upgrade: string, environment: string, gate: "entry" | "exit") =>
    `${inEnvironment(upgrade, environment)}/${gate}`,
  gateManifest: (upgrade: string, environment: string, gate: "entry" | "exit") =>
    `/api/v1/upgrades/${encodeURIComponent(upgrade)}/gates/${encodeURIComponent(environment)}/${gate}/manifest`,
  signedManifest: (upgrade: string, signOff: string) =>
    `/api/v1/upgrades/${encodeURIComponent(upgrade)}/sign-offs/${signOff}/manifest`,
  tests: (upgrade: string, given: { show?: string; q?: string } = {}) => `${at(upgrade)}/tests${q(given)}`,
  matrix: (upgrade: string, given: { show?: string; environment?: string } = {}) =>
    `${at(upgrade)}/tests/matrix${q(given)}`,
  testCase: (upgrade: string, testCase: string) =>
    `${at(upgrade)}/tests/cases/${encodeURIComponent(testCase)}`,
  runs: (upgrade: string) => `${at(upgrade)}/tests/runs`,
  run: (upgrade: string, run: string) => `${at(upgrade)}/tests/runs/${run}`,
  imports: (upgrade: string, given: { state?: string; import?: string; from?: string } = {}) =>
    `${at(upgrade)}/tests/imports${q(given)}`,
  importCases: (upgrade: string) => `${at(upgrade)}/tests/imports/cases`,
  inventory: (upgrade: string) => `${at(upgrade)}/inventory`,
  inventoryKind: (
    upgrade: string,
    kind: string,
    given: { show?: string; q?: string; item?: string; environment?: string } = {},
  ) => `${at(upgrade)}/inventory/${encodeURIComponent(kind)}${q(given)}`,
  importItems: (upgrade: string, kind: string) =>
    `${at(upgrade)}/inventory/${encodeURIComponent(kind)}/import`,
  /** An item by its code, wherever its list is. */
  inventoryItem: (upgrade: string, item: string) =>
    `${at(upgrade)}/inventory/items/${encodeURIComponent(item)}`,
  inventorySheet: (upgrade: string, kind: string, format: "csv" | "xlsx") =>
    `/api/v1/upgrades/${encodeURIComponent(upgrade)}/inventory/kinds/${encodeURIComponent(kind)}/items.${format}`,
  readings: (upgrade: string, given: { analyser?: string } = {}) =>
    `${at(upgrade)}/inventory/readings${q(given)}`,
  reading: (upgrade: string, reading: string) => `${at(upgrade)}/inventory/readings/${reading}`,
  targetFile: (upgrade: string, reading: string) =>
    `/api/v1/upgrades/${encodeURIComponent(upgrade)}/readings/${reading}/target-file`,
  versionPath: (upgrade: string) => `${at(upgrade)}/path`,
  /** Pilots of the migration, with the form that begins one; `run` opens one of them. */
  rehearsal: (upgrade: string) => `${at(upgrade)}/rehearsal`,
  migrationRun: (upgrade: string, run: string) => `${at(upgrade)}/rehearsal/${run}`,
  /** The run that goes on in an environment, as everybody follows it; `wall` is for a screen on the wall. */
  live: (upgrade: string, environment: string, given: { by?: string } = {}) =>
    `${inEnvironment(upgrade, environment)}/live${q(given)}`,
  wall: (upgrade: string, environment: string, given: { by?: string } = {}) =>
    `${inEnvironment(upgrade, environment)}/wall${q(given)}`,
  review: (upgrade: string) => `${at(upgrade)}/review`,
  runLog: (upgrade: string, run: string) =>
    `/api/v1/upgrades/${encodeURIComponent(upgrade)}/migration-runs/${run}/log.csv`,
  parity: (upgrade: string, given: { environment?: string } = {}) => `${at(upgrade)}/parity${q(given)}`,
  /** How long an environment's migration takes; with `people`, `without` or an amount also what if. */
  forecast: (upgrade: string, given: ForecastParameters = {}) => `${at(upgrade)}/forecast${q(given)}`,
  topology: (upgrade: string, given: { environment?: string } = {}) => `${at(upgrade)}/topology${q(given)}`,
  window: (
    upgrade: string,
    given: {
      environment?: string;
      work?: string;
      backOut?: string;
      reserve?: string;
      days?: string;
      from?: string;
      crew?: string;
      hours?: string;
    } = {},
  ) => `${at(upgrade)}/window${q(given)}`,
  /** Called by a calendar program, which can't sign in. */
  calendar: (secret: string) => `/api/calendar/${secret}.ics`,
  audit: (upgrade: string, given: AuditParameters = {}) => `${at(upgrade)}/audit${q(given)}`,
  auditCsv: (upgrade: string, given: AuditParameters = {}) =>
    `/api/v1/upgrades/${encodeURIComponent(upgrade)}/audit/events.csv${q(given)}`,
  auditJson: (upgrade: string) => `/api/v1/upgrades/${encodeURIComponent(upgrade)}/audit/chain.json`,
  instanceHistory: (given: AuditParameters = {}) => `/admin/history${q(given)}`,
  instanceCsv: (given: AuditParameters = {}) => `/api/v1/audit/events.csv${q(given)}`,
  instanceJson: () => "/api/v1/audit/chain.json",
  people: (upgrade: string) => `${at(upgrade)}/people`,
  settings: (upgrade: string) => `${at(upgrade)}/settings`,
  addEvidence: (upgrade: string) => `/api/v1/upgrades/${encodeURIComponent(upgrade)}/evidence`,
  evidence: (upgrade: string, evidence: string) =>
    `/api/v1/upgrades/${encodeURIComponent(upgrade)}/evidence/${evidence}/content`,
} as const;

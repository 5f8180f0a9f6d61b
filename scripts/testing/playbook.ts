import { playbookSchema } from "@/features/playbooks/schema";

const step = (id: string, code: string, title: string, more: object) => ({
  id,
  code,
  title,
  why: `Because of ${title}.`,
  instructions: `Do it${code.startsWith("D") ? " on {{db_host}}" : ""}.`,
  sources: ["practice"],
  minutes: 10,
  ...more,
});

/** A playbook small enough to walk through in a test and with one of everything: plan steps, evidence, attestation, conditions, thresholds. */
export const smallPlaybook = playbookSchema.parse({
  id: "small",
  product: "Small Product",
  title: "Small Product upgrade",
  version: "1.0.0",
  description: "For tests.",
  environments: [
    { name: "Dev", kind: "dev" },
    { name: "Pre-prod", kind: "pre_prod" },
    { name: "Prod", kind: "prod" },
  ],
  slots: {
    dev: { exit: { lead: 1 } },
    pre_prod: { exit: { lead: 1, manager: 1 } },
    prod: { entry: { lead: 1, manager: 2 }, exit: { lead: 1, manager: 1 } },
  },
  releases: [
    { version: "1.0.0", date: "2024-01-01", pathStatus: "public_guide", sources: ["practice"] },
    {
      version: "2.0.0",
      date: "2025-01-01",
      directFrom: ["1.0.0"],
      pathStatus: "public_guide",
      sources: ["practice"],
    },
  ],
  questions: [
    {
      id: "tenants",
      label: "several tenants",
      kind: "boolean",
      text: "Are there several tenants?",
      why: "Each has its own data.",
      default: false,
      yes: "several tenants are in use",
      no: "there is one tenant",
    },
  ],
  phases: [
    {
      id: "plan",
      letter: "P",
      title: "Plan",
      steps: [
        step("plan.case", "P-01", "Open a support case", {
          scope: "upgrade",
          part: "prepare",
          neededBy: "first.entry",
          evidence: { kind: "note", what: "Case number" },
        }),
        step("plan.guide", "P-02", "Read the guide", {
          scope: "upgrade",
          part: "prepare",
          neededBy: "first.exit",
          attestation: true,
        }),
      ],
    },
    {
      id: "data",
      letter: "D",
      title: "Data",
      steps: [
        step("data.check", "D-01", "Check the disk", {
          scope: "environment",
          part: "prepare",
          gate: "entry",
        }),
        step("data.dump", "D-02", "Dump the database", {
          scope: "environment",
          part: "migrate",
          gate: "exit",
          evidence: { kind: "file", what: "Log of the dump" },
          after: ["data.check"],
        }),
        step("data.migrate", "D-03", "Migrate the data", {
          scope: "environment",
          part: "migrate",
          gate: "exit",
          after: ["data.dump"],
        }),
        step("data.tenants", "D-04", "Migrate each tenant", {
          scope: "environment",
          part: "migrate",
          gate: "exit",
          after: ["data.migrate"],
          when: { question: "tenants", is: true },
        }),
        step("data.parts", "D-06", "Rebuild the parts", {
          scope: "environment",
          part: "migrate",
          gate: "exit",
          after: ["data.migrate"],
          when: { inventory: "part", verdict: ["rebuild"] },
        }),
        step("data.tidy", "D-05", "Tidy up", {
          scope: "environment",
          part: "after",
          gate: "exit",
          required: false,
          after: ["data.migrate"],
        }),
      ],
    },
  ],
  useCases: [
    {
      id: "uc.read",
      title: "Read data",
      description: "",
      kind: "functional",
      priority: "must",
      testCases: [{ id: "tc.read", title: "Read one record", steps: "Read it.", expected: "It is there." }],
    },
    {
      id: "uc.speed",
      title: "Stay fast",
      description: "",
      kind: "non_functional",
      priority: "should",
      testCases: [
        {
          id: "tc.speed",
          title: "Throughput",
          steps: "Run the load.",
          expected: "Enough.",
          threshold: 800,
          unit: "requests/s",
          direction: "at_least",
        },
      ],
    },
  ],
  inventory: [
    {
      id: "part",
      title: "Parts",
      noun: "part",
      letters: "PA",
      description: "What of your own runs inside.",
      level: "must_act",
      verdictNeededBy: "dev.entry",
      fields: [
        { id: "size", label: "Size", kind: "number" },
        {
          id: "type",
          label: "Type",
          kind: "choice",
          options: [
            { value: "wheel", label: "Wheel" },
            { value: "door", label: "Door" },
          ],
        },
      ],
      verdicts: [
        { value: "rebuild", label: "Rebuild", needsTest: true },
        { value: "keep", label: "Keep", work: false },
      ],
    },
    {
      id: "seal",
      title: "Seals",
      noun: "seal",
      letters: "SL",
      description: "What wears out.",
      fields: [{ id: "endsOn", label: "Ends on", kind: "date", ends: true }],
    },
  ],
  variables: [{ name: "db_host", label: "Database host", example: "db.dev.example" }],
});

const docs = (path: string) => `https://docs.example/${path}`;

/** The small playbook whose P-02 gives pages to read: two always, one more where there are several tenants. */
export const guidedPlaybook = playbookSchema.parse({
  ...smallPlaybook,
  id: "guided",
  phases: smallPlaybook.phases.map((phase) => ({
    ...phase,
    steps: phase.steps.map((step) =>
      step.code === "P-02"
        ? {
            ...step,
            readings: [
              { id: "process", title: "Upgrading process", url: docs("process") },
              { id: "guide", title: "Guide to {{to_version}}", url: docs("{{to_version}}/guide") },
              {
                id: "tenants",
                title: "Moving tenants",
                url: docs("tenants"),
                when: { question: "tenants", is: true },
              },
            ],
          }
        : step,
    ),
  })),
});

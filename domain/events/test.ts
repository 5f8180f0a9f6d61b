interface Coded {
  code: string;
  title: string;
}

interface Executed extends Coded {
  environment: string;
  run: number;
  revision: number;
  result: string;
  measured: number | null;
  note: string;
}

/** Events of use cases, test cases, runs, executions and imports. */
export interface TestEvents {
  "useCase.added": Coded & { kind: string; priority: string };
  "useCase.edited": Coded & { changes: { field: string; was: string; is: string }[] };
  "useCase.archived": Coded & { reason: string };
  "useCase.restored": Coded;
  "testCase.added": Coded & { useCase: string; required: boolean };
  "testCase.revised": Coded & { revision: number; changes: string[] };
  "testCase.edited": Coded & { changes: { field: string; was: string; is: string }[] };
  "testCase.archived": Coded & { reason: string };
  "testCase.restored": Coded;
  "testRun.started": { number: number; environment: string; title: string };
  "testRun.closed": {
    number: number;
    environment: string;
    passed: number;
    failed: number;
    blocked: number;
    skipped: number;
  };
  "testExecution.recorded": Executed;
  "testExecution.retracted": Executed;
  "testResults.imported": {
    fileName: string;
    sha256: string;
    environment: string;
    run: number;
    cases: number;
    matched: number;
    unknown: number;
    passed: number;
    failed: number;
    skipped: number;
  };
  "testCases.imported": {
    fileName: string;
    sha256: string;
    useCases: number;
    added: number;
    revised: number;
  };
  "importItem.mapped": { name: string; code: string; remembered: boolean };
  "importItem.caseCreated": { name: string; code: string };
  "importItem.dismissed": { name: string; reason: string };
}

const named = (d: Coded) => `${d.code} “${d.title}”`;

/** What each event says after the actor's name. */
export const testSentences: { [T in keyof TestEvents]: (data: TestEvents[T]) => string } = {
  "useCase.added": (d) => `added the use case ${named(d)}`,
  "useCase.edited": (d) =>
    `edited the use case ${named(d)}: ${d.changes.map((change) => change.field).join(", ")}`,
  "useCase.archived": (d) => `archived the use case ${named(d)}: ${d.reason}`,
  "useCase.restored": (d) => `brought the use case ${named(d)} back from the archive`,
  "testCase.added": (d) => `added the test case ${named(d)} to ${d.useCase}`,
  "testCase.revised": (d) => `revised ${named(d)} (revision ${d.revision}): ${d.changes.join(", ")}`,
  "testCase.edited": (d) => `edited ${named(d)}: ${d.changes.map((change) => change.field).join(", ")}`,
  "testCase.archived": (d) => `archived the test case ${named(d)}: ${d.reason}`,
  "testCase.restored": (d) => `brought the test case ${named(d)} back from the archive`,
  "testRun.started": (d) => `started test run ${d.number} in ${d.environment}: ${d.title}`,
  "testRun.closed": (d) =>
    `closed test run ${d.number} in ${d.environment}: ${d.passed} passed, ${d.failed} failed, ${d.blocked} blocked, ${d.skipped} skipped`,
  "testExecution.recorded": (d) => `recorded ${named(d)} as ${d.result} in ${d.environment}, run ${d.run}`,
  "testExecution.retracted": (d) =>
    `took back that ${named(d)} was recorded as ${d.result} in ${d.environment}, run ${d.run}`,
  "testResults.imported": (d) =>
    `imported ${d.cases} results of “${d.fileName}” into ${d.environment}, run ${d.run}: ${d.passed} passed, ${d.failed} failed, ${d.skipped} skipped, ${d.unknown} of unknown cases`,
  "testCases.imported": (d) =>
    `imported test cases of “${d.fileName}”: ${d.added} added, ${d.revised} revised`,
  "importItem.mapped": (d) => `mapped the imported “${d.name}” to ${d.code}`,
  "importItem.caseCreated": (d) => `made the test case ${d.code} from the imported “${d.name}”`,
  "importItem.dismissed": (d) => `dismissed the imported “${d.name}”: ${d.reason}`,
};

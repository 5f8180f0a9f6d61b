import path from "node:path";
import { stepsOf } from "@/domain/playbook";
import { playbookAdvice } from "@/domain/playbook-advice";
import { playbookSchema } from "@/features/playbooks/schema";
import { playbookFilesIn, playbookFoldersIn } from "@/lib/playbook-files";
import { inReadingOrder, type PlaybookFile, type PlaybookProblem, readPlaybook } from "@/lib/playbook-yaml";

/** What a playbook's files amount to, in one line; or everything wrong with them. */
export type Finding = { readonly summary: string; readonly problems: readonly PlaybookProblem[] };

/** Judges the files of one playbook more strictly than an upload: what is only advice there is a fault here. */
export function checkPlaybook(files: readonly PlaybookFile[]): Finding {
  const read = readPlaybook(files, playbookSchema);
  if (!read.ok) return { summary: "not readable", problems: read.problems };
  const { playbook } = read;
  const cases = playbook.useCases.flatMap((useCase) => useCase.testCases);
  const counts = [
    `${playbook.releases.length} releases`,
    `${playbook.questions.length} questions`,
    `${stepsOf(playbook).length} steps in ${playbook.phases.length} phases`,
    `${playbook.useCases.length} use cases`,
    `${cases.length} test cases`,
    `${playbook.variables.length} variables`,
    `${playbook.process.length} process items`,
  ];
  const problems = playbookAdvice(playbook).map(({ path: key, message }) => read.locate(key, message));
  return {
    summary: `${playbook.id} ${playbook.version}: ${counts.join(", ")}`,
    problems: inReadingOrder(problems),
  };
}

async function main(root: string): Promise<number> {
  const folders = await playbookFoldersIn(root);
  if (folders.length === 0) {
    console.error(`There is no playbook under ${root}.`);
    return 1;
  }
  let faults = 0;
  for (const folder of folders) {
    const { summary, problems } = checkPlaybook(await playbookFilesIn(folder));
    faults += problems.length;
    console.log(problems.length === 0 ? `✓ ${summary}` : `✗ ${path.basename(folder)}: ${summary}`);
    for (const { file, line, column, key, message } of problems) {
      console.error(`  ${path.join(folder, file)}:${line}:${column} ${key}\n    ${message}`);
    }
  }
  return faults === 0 ? 0 : 1;
}

if (process.argv[1] !== undefined && path.basename(process.argv[1]) === "check-playbooks.ts") {
  process.exitCode = await main(process.argv[2] ?? path.join(import.meta.dirname, "..", "playbooks"));
}

import { z } from "zod";
import { thresholdText } from "@/domain/test-case";
import { coverageOf, isUncovered } from "@/domain/use-case";
import { loadAllNamedBy } from "@/features/references/queries";
import { upgradeKey } from "@/lib/fields";
import { upgradeQuery } from "@/lib/read";
import { savedFacts } from "@/lib/saved-facts";
import { type Matrix, matrixOutput, overviewOutput } from "../schema";
import { loadTable, savedTable } from "./table";

/** Use cases with their cases, their coverage, and where each case stands in every environment. */
export const testOverview = upgradeQuery({
  name: "test.overview",
  action: "test.view",
  summary: "Use cases with their test cases, coverage and standing per environment",
  path: "/upgrades/{upgrade}/use-cases",
  input: z.object({
    upgrade: upgradeKey,
    archived: z.stringbool().default(false).meta({ description: "true: archived use cases and cases too" }),
  }),
  output: overviewOutput,
  run: async ({ read, upgrade }, { archived }) => {
    const table = await loadTable(read, upgrade.id, { archived, details: true });
    const { environments, useCases } = table;
    const cases = table.cases.flatMap(({ details, ...one }) => (details ? [{ ...one, ...details }] : []));
    const active = cases
      .filter((one) => one.archivedAt === null)
      .map((one) => ({ useCaseId: useCases[one.home]?.id ?? "", required: one.required }));
    const coverage = coverageOf(
      useCases.map(({ id }) => id),
      active,
    );
    const people = await read.user.findMany({
      where: { id: { in: [...new Set([...useCases, ...cases].flatMap(({ ownerId }) => ownerId ?? []))] } },
      select: { id: true, name: true },
    });
    const names = new Map(people.map((person) => [person.id, person]));
    const owner = (id: string | null) => (id === null ? null : (names.get(id) ?? { id, name: "Somebody" }));
    const named = await loadAllNamedBy(
      read,
      upgrade,
      useCases.map(({ code }) => code),
    );
    const homes = useCases.map(({ ownerId, ...useCase }) => {
      const covered = coverage.get(useCase.id) ?? { cases: 0, requiredCases: 0 };
      const uncovered =
        useCase.archivedAt === null &&
        isUncovered({ priority: useCase.priority, requiredCases: covered.requiredCases });
      return {
        ...useCase,
        owner: owner(ownerId),
        coverage: covered,
        uncovered,
        namedBy: named.get(useCase.code) ?? [],
        cases: [] as z.input<typeof overviewOutput>["useCases"][number]["cases"],
      };
    });
    for (const { home, ownerId, threshold, ...one } of cases) {
      homes[home]?.cases.push({
        ...one,
        owner: owner(ownerId),
        nonFunctional: threshold && thresholdText(threshold),
      });
    }
    const signed = await read.gate.findMany({
      where: {
        upgradeId: upgrade.id,
        kind: "exit",
        signOffs: { some: { decision: "approve", staleAt: null, withdrawnAt: null } },
      },
      select: { environmentId: true },
    });
    const exits = new Set(signed.map(({ environmentId }) => environmentId));
    return {
      environments: environments.map((one) => ({ ...one, exitSigned: exits.has(one.id) })),
      useCases: homes,
    };
  },
});

/** The whole matrix, small enough to be sent whole: 2,000 cases × 5 environments are about 150 kB. */
export const testMatrix = upgradeQuery({
  name: "test.matrix",
  action: "test.view",
  summary: "Every active test case with its standing in every environment, in compact form",
  path: "/upgrades/{upgrade}/matrix",
  input: z.object({ upgrade: upgradeKey }),
  output: matrixOutput,
  run: async ({ read, upgrade }) => {
    const saved = savedFacts(read, upgrade);
    const { environments, useCases, cases } = await savedTable(saved, read, upgrade.id);
    return {
      environments,
      useCases: useCases.map(({ code, title, priority }): Matrix["useCases"][number] => [
        code,
        title,
        priority,
      ]),
      cases: cases.map(({ code, title, home, required, cells }): Matrix["cases"][number] => [
        code,
        title,
        home,
        required ? 1 : 0,
        cells,
      ]),
    };
  },
});

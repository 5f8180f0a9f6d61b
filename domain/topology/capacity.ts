import type { PlannedNode } from "@/domain/topology/facts";

export type Amount = { readonly nodes: number; readonly cores: number; readonly memoryGb: number };

/** Whether what an environment needs on top while both stacks run is set aside. */
export const reservations = ["nothing_needed", "reserved", "partly", "not_reserved"] as const;

export type Capacity = {
  readonly environment: string;
  readonly old: Amount;
  readonly new: Amount;
  /** Everything that runs at the same time between the first start and the last request of the old stack. */
  readonly both: Amount;
  /** What is needed on top of today, and how much of it nobody has reserved. */
  readonly extra: Amount;
  readonly missing: Amount;
  readonly reservation: (typeof reservations)[number];
};

const nothing: Amount = { nodes: 0, cores: 0, memoryGb: 0 };

/** What each environment takes while both stacks run, in the order environments are first named. */
export function capacity(nodes: readonly PlannedNode[]): Capacity[] {
  const environments = [...new Set(nodes.map(({ environment }) => environment))];
  return environments.map((environment) => {
    const here = nodes.filter((node) => node.environment === environment);
    const old = total(here.filter(({ side }) => side === "old"));
    const fresh = here.filter(({ side }) => side === "new");
    const added = total(fresh);
    const missing = total(fresh.filter(({ reserved }) => !reserved));
    return {
      environment,
      old,
      new: added,
      both: plus(old, added),
      // The old stack keeps what it has until the last request has moved.
      extra: added,
      missing,
      reservation:
        fresh.length === 0
          ? "nothing_needed"
          : missing.nodes === 0
            ? "reserved"
            : missing.nodes < fresh.length
              ? "partly"
              : "not_reserved",
    };
  });
}

function total(nodes: readonly PlannedNode[]): Amount {
  return nodes.reduce<Amount>(
    (sum, { cores, memoryGb }) => plus(sum, { nodes: 1, cores: amount(cores), memoryGb: amount(memoryGb) }),
    nothing,
  );
}

/** What is no amount counts for nothing, so that one wrong entry does not hide the others. */
function amount(value: number): number {
  return Number.isFinite(value) && value > 0 ? value : 0;
}

/** Halves of a core are possible: sums are kept to thousandths, so that they don't show the machine's arithmetic. */
function plus(a: Amount, b: Amount): Amount {
  const sum = (left: number, right: number) => Math.round((left + right) * 1_000) / 1_000;
  return {
    nodes: a.nodes + b.nodes,
    cores: sum(a.cores, b.cores),
    memoryGb: sum(a.memoryGb, b.memoryGb),
  };
}

import { hash } from "node:crypto";
import { PrismaPg } from "@prisma/adapter-pg";
import { type Prisma, PrismaClient } from "@/generated/prisma/client";
import { env } from "@/lib/env";

/** The generated client is imported here and nowhere else. */
export { Prisma } from "@/generated/prisma/client";

/** A transaction in which a command writes. */
export type WriteClient = Prisma.TransactionClient;

type ReadMethods =
  | "findMany"
  | "findFirst"
  | "findFirstOrThrow"
  | "findUnique"
  | "findUniqueOrThrow"
  | "count"
  | "aggregate"
  | "groupBy";
type ModelName = Uncapitalize<Prisma.ModelName>;

/** The client without any method that writes: an accidental write in a query does not compile. */
export type ReadClient = {
  [M in ModelName]: Pick<PrismaClient[M], ReadMethods & keyof PrismaClient[M]>;
} & Pick<PrismaClient, "$queryRaw">;

/** How many statements each connection keeps prepared; texts with lists of every length would go on without an end. */
const preparedAtMost = 400;
const names = new Map<string, string>();

/** The name under which Postgres keeps a statement, so that it is parsed and planned once for each connection; "" keeps it not. */
function statementName(sql: string): string {
  const known = names.get(sql);
  if (known !== undefined) return known;
  if (names.size >= preparedAtMost) return "";
  // Told from its text: processes behind one pooler must not mean different statements by one name.
  const name = `liftlock_${hash("sha256", sql, "hex").slice(0, 32)}`;
  names.set(sql, name);
  return name;
}

function client(readOnly: boolean): PrismaClient {
  // Settings of the session travel as start-up options; those already in the URL (a role, say) are kept.
  const url = new URL(env().databaseUrl);
  const given = url.searchParams.get("options");
  url.searchParams.delete("options");
  const options = [given, "-c timezone=UTC", readOnly ? "-c default_transaction_read_only=on" : null];
  return new PrismaClient({
    adapter: new PrismaPg(
      {
        connectionString: url.toString(),
        options: options.filter(Boolean).join(" "),
        max: env().databasePool,
        application_name: readOnly ? "liftlock-read" : "liftlock",
      },
      { statementNameGenerator: ({ sql }) => statementName(sql) },
    ),
    transactionOptions: { maxWait: 20_000, timeout: 60_000 },
  });
}

// One pair of pools per process, also while Next reloads modules in development.
const kept = globalThis as { liftlockDb?: { reader: PrismaClient; writer: PrismaClient } };
function pair() {
  kept.liftlockDb ??= { reader: client(true), writer: client(false) };
  return kept.liftlockDb;
}

/** Reads outside transactions. Its connections are read-only in the database too. */
export const reader: ReadClient = new Proxy({} as ReadClient, {
  get: (_, name) => pair().reader[name as keyof PrismaClient],
});

/** Opens transactions; only `lib/command.ts` and sign-in use it. */
export const writer: PrismaClient = new Proxy({} as PrismaClient, {
  get: (_, name) => pair().writer[name as keyof PrismaClient],
});

/** Ends both pools; for scripts and tests. */
export async function disconnect(): Promise<void> {
  const open = kept.liftlockDb;
  kept.liftlockDb = undefined;
  await Promise.all([open?.reader.$disconnect(), open?.writer.$disconnect()]);
}

import { z } from "zod";

/** A whole number between the two, both included. */
function whole(least: number, most: number) {
  const error = `must be a whole number from ${least} to ${most}`;
  return z.coerce.number(error).int(error).min(least, error).max(most, error);
}

const flag = z
  .enum(["0", "1", "false", "true"], "must be 1 or 0")
  .default("0")
  .transform((value) => value === "1" || value === "true");

const levels = ["fatal", "error", "warn", "info", "debug", "trace", "silent"] as const;

const schema = z
  .object({
    DATABASE_URL: z.string().regex(/^postgres(ql)?:\/\//, "must be a postgresql:// URL"),
    LIFTLOCK_POOL: whole(1, 200).default(10),
    NEXTAUTH_SECRET: z.string().min(32, "(or LIFTLOCK_SECRET) must have at least 32 characters"),
    NEXTAUTH_URL: z.url({ protocol: /^https?$/, error: "must be an http(s):// URL" }).optional(),
    PORT: whole(0, 65_535).default(3000),
    LIFTLOCK_DEMO: flag,
    LIFTLOCK_TRUST_PROXY: whole(0, 10).default(0),
    LOG_LEVEL: z.enum(levels, `must be one of ${levels.join(", ")}`).default("info"),
    NODE_ENV: z.enum(["development", "production", "test"]).default("production"),
  })
  .transform((raw) => ({
    databaseUrl: raw.DATABASE_URL,
    /** Connections this process keeps open at most. */
    databasePool: raw.LIFTLOCK_POOL,
    /** Signs sessions and one-time links. */
    secret: raw.NEXTAUTH_SECRET,
    /** Where browsers reach this instance: no slash at the end. */
    publicUrl: (raw.NEXTAUTH_URL ?? `http://localhost:${raw.PORT}`).replace(/\/+$/, ""),
    /** The sample instance: the sign-in page offers its people without a password. */
    demo: raw.LIFTLOCK_DEMO,
    /** How many proxies in front of us may be believed about the caller's address; 0 believes none. */
    trustProxy: raw.LIFTLOCK_TRUST_PROXY,
    logLevel: raw.LOG_LEVEL,
    mode: raw.NODE_ENV,
  }));

export type Env = z.output<typeof schema>;

/** Reads the configuration from the given variables. Throws one Error that names every variable at fault. */
export function readEnv(variables: Readonly<Record<string, string | undefined>>): Env {
  // An empty variable (`NEXTAUTH_URL=` in a .env file) means "not set", never "set to nothing".
  const given = Object.fromEntries(Object.entries(variables).filter(([, value]) => value !== ""));
  const result = schema.safeParse(given);
  if (result.success) return result.data;
  const faults = result.error.issues.map((issue) => {
    const name = issue.path.join(".");
    return given[name] === undefined ? `${name} is not set` : `${name} ${issue.message}`;
  });
  throw new Error(`Liftlock can't start: ${faults.join("; ")}. See .env.example.`);
}

let cached: Env | undefined;

/**
 * The configuration, read once from the process environment on first use: not at import, so that
 * `next build` and unit tests need none. `instrumentation.ts` calls it at boot, so that a server with a bad
 * configuration fails before its first request.
 */
export function env(): Env {
  cached ??= readEnv(process.env);
  return cached;
}

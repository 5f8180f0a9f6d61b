/** What the seeded database holds, as the seeding process tells the bench. */
export interface BenchWorld {
  key: string;
  upgradeId: string;
  /** Value of the session cookie of a lead of every upgrade, and its name. */
  cookie: string;
  leadToken: string;
  tickers: { token: string; steps: { id: string; version: number; done?: boolean }[] }[];
  events: number;
  executions: number;
  seconds: number;
}

/** Figures that are taken inside a process with the application's own modules. */
export interface InsideFigures {
  queries: {
    name: string;
    statements: number;
    fresh: { p50: number; p95: number };
    sql: { p50: number; p95: number };
  }[];
  settle: { p50: number; p95: number };
  verify: { events: number; ms: number; hashing: number };
  chain: { events: number; fault: string | null };
}

/** Runs once when a server process starts: a bad configuration ends it before its first request; then its clock begins. */
export async function register(): Promise<void> {
  if (process.env.NEXT_RUNTIME !== "nodejs") return;
  const { env } = await import("@/lib/env");
  env();
  const { noteCallers } = await import("@/lib/caller");
  noteCallers();
  const { startClock } = await import("@/lib/clock");
  startClock();
}

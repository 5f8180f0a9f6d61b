// @ts-check
// Plain Node: needed before anything is installed.
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";

/**
 * What tells this process from a later one with the same number; null when no such process runs.
 * A number alone is not enough: after a reboot or in a fresh container it soon belongs to somebody else.
 * @param {number} pid
 * @returns {string | null}
 */
export function identity(pid) {
  try {
    process.kill(pid, 0);
  } catch (error) {
    // EPERM: it runs, as somebody else.
    if (!(error instanceof Error && "code" in error && error.code === "EPERM")) return null;
  }
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    // The name in parentheses may itself hold spaces and parentheses, so count from the last one.
    const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
    if (fields[0] === "Z") return null;
    const boot = readFileSync("/proc/sys/kernel/random/boot_id", "utf8").trim();
    return `${boot} ${fields[19]}`;
  } catch {
    try {
      return execFileSync("ps", ["-o", "lstart=", "-p", String(pid)], { encoding: "utf8" }).trim() || null;
    } catch {
      return null;
    }
  }
}

/**
 * True while the very process that had this identity still runs.
 * @param {{ pid: number, identity: string }} known
 */
export function stillRuns(known) {
  return identity(known.pid) === known.identity;
}

/**
 * Signals a whole process group; a group that is gone is no error.
 * @param {number} pid
 * @param {NodeJS.Signals} signal
 */
export function signalGroup(pid, signal) {
  try {
    process.kill(-pid, signal);
  } catch {
    // Gone already.
  }
}

/** @param {number} ms */
export const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

/**
 * Waits until the condition holds; false when it did not within the time.
 * @param {() => boolean} condition
 * @param {number} ms
 */
export async function within(ms, condition) {
  const end = Date.now() + ms;
  while (!condition()) {
    if (Date.now() > end) return false;
    await pause(20);
  }
  return true;
}

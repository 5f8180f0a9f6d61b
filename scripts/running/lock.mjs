// @ts-check
// Plain Node: needed before anything is installed.
import { linkSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { identity, pause, signalGroup, stillRuns, within } from "./processes.mjs";

/**
 * @typedef {{ pid: number, identity: string }} Known
 * @typedef {Known & { what: string, since: string, url?: string, children: Known[] }} Holder
 */

/**
 * Holds a file that only one live process can hold. What a killed holder left behind is healed: children it
 * had noted are stopped, and the file is taken over.
 */
export class Lock {
  /** @type {Holder} */ #me;
  #file;

  /** @param {string} file @param {string} what */
  constructor(file, what) {
    this.#file = file;
    const mine = identity(process.pid);
    if (mine === null) throw new Error("Can't read this process's own start time (is /proc or ps missing?)");
    this.#me = { pid: process.pid, identity: mine, what, since: new Date().toISOString(), children: [] };
  }

  /**
   * Takes the lock, or returns who has it.
   * @returns {Promise<Holder | null>} null when it is ours now
   */
  async take() {
    mkdirSync(dirname(this.#file), { recursive: true });
    const draft = `${this.#file}.${process.pid}`;
    writeFileSync(draft, JSON.stringify(this.#me), { mode: 0o600 });
    try {
      for (;;) {
        try {
          // Unlike a rename, a link never replaces: of two at once, one wins.
          linkSync(draft, this.#file);
          process.once("exit", () => this.release());
          return null;
        } catch (error) {
          if (!(error instanceof Error && "code" in error && error.code === "EEXIST")) throw error;
        }
        const holder = read(this.#file);
        if (holder && stillRuns(holder)) return holder;
        await this.#heal(holder);
      }
    } finally {
      rmSync(draft, { force: true });
    }
  }

  /** Takes the lock, waiting while another has it. @param {(holder: Holder) => void} onWait */
  async wait(onWait) {
    for (let told = false; ; told = true) {
      const holder = await this.take();
      if (!holder) return;
      if (!told) onWait(holder);
      await pause(250);
    }
  }

  /** Remembers a child, so that it can be stopped by the next holder if this process is killed. @param {number | undefined} pid */
  note(pid) {
    if (pid === undefined) return;
    const known = identity(pid);
    if (known === null) return;
    this.#me.children = [...this.#me.children.filter(stillRuns), { pid, identity: known }];
    this.#save();
  }

  /** Tells others where this one is reached. @param {string} url */
  announce(url) {
    this.#me.url = url;
    this.#save();
  }

  release() {
    if (read(this.#file)?.identity === this.#me.identity) rmSync(this.#file, { force: true });
  }

  #save() {
    const draft = `${this.#file}.${process.pid}`;
    writeFileSync(draft, JSON.stringify(this.#me), { mode: 0o600 });
    renameSync(draft, this.#file);
  }

  /** @param {Holder | null} holder */
  async #heal(holder) {
    const aside = `${this.#file}.stale-${process.pid}`;
    try {
      renameSync(this.#file, aside);
    } catch {
      return; // Somebody else healed it.
    }
    const taken = read(aside);
    if (taken && taken.identity !== holder?.identity && stillRuns(taken)) {
      // Between our look and our rename another one had healed and taken it: give it back.
      linkSync(aside, this.#file);
      rmSync(aside);
      return;
    }
    for (const child of taken?.children ?? []) {
      if (!stillRuns(child)) continue;
      signalGroup(child.pid, "SIGTERM");
      if (!(await within(3000, () => !stillRuns(child)))) signalGroup(child.pid, "SIGKILL");
      await within(2000, () => !stillRuns(child));
    }
    rmSync(aside, { force: true });
  }
}

/** The live process that holds the file, if any. @param {string} file @returns {Holder | null} */
export function holderOf(file) {
  const holder = read(file);
  return holder && stillRuns(holder) ? holder : null;
}

/** @param {string} file @returns {Holder | null} */
function read(file) {
  try {
    return JSON.parse(readFileSync(file, "utf8"));
  } catch {
    return null;
  }
}

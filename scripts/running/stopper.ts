/** Stops what was started, last first, on a signal or when something essential is lost, and ends this process. */
export class Stopper {
  #stops: (() => Promise<void>)[] = [];
  #stopping: Promise<void> | undefined;
  #firstSignal = 0;

  constructor() {
    for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, () => this.#onSignal());
    this.#watchNpm();
  }

  add(stop: () => Promise<void>): void {
    // A signal may have come while this was starting.
    if (this.#stopping) void stop();
    this.#stops.unshift(stop);
  }

  giveUp(error: Error): void {
    console.error(`\n${error.message}`);
    void this.stop().then(() => process.exit(1));
  }

  /**
   * Does the work of starting up. When it fails, what runs by then is stopped; a failure after a signal is only the
   * signal's doing and not worth a word.
   */
  async guard(work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch (error) {
      const asked = this.#stopping !== undefined;
      await this.stop();
      if (!asked) throw error;
    }
  }

  /** Idempotent. */
  stop(): Promise<void> {
    this.#stopping ??= (async () => {
      for (const stop of this.#stops) await stop().catch((error: unknown) => console.error(error));
    })();
    return this.#stopping;
  }

  /** npm that was killed outright can't tell us to stop. */
  #watchNpm(): void {
    if (!process.env.npm_lifecycle_event) return;
    const npm = process.ppid;
    setInterval(() => {
      if (process.ppid !== npm) void this.stop().then(() => process.exit(0));
    }, 1000).unref();
  }

  #onSignal(): void {
    // npm passes on a Ctrl-C that the terminal has already sent: twice within a second is still one.
    if (this.#firstSignal && Date.now() - this.#firstSignal > 1000) process.exit(130);
    this.#firstSignal ||= Date.now();
    void this.stop().then(() => process.exit(0));
  }
}

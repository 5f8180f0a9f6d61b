/** What one thing done to a step is told: whether nothing else has been asked of that step since. */
export type IsLast = () => boolean;

/**
 * Keys may be faster than the server: what is done to one step waits for what was done to it before. What shows at once
 * is the latest thing asked; an answer to an earlier one must not draw its state over it.
 */
export function stepQueue() {
  const latest = new Map<string, Promise<unknown>>();
  return <T>(step: string, work: (isLast: IsLast) => Promise<T>): Promise<T> => {
    const before = latest.get(step) ?? Promise.resolve();
    const start = () => work(() => latest.get(step) === mine);
    const mine: Promise<T> = before.then(start, start);
    latest.set(step, mine);
    return mine;
  };
}

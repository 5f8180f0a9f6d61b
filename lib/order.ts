const tails = new Map<string, Promise<unknown>>();

/**
 * Runs work of one key one after the other within this process, so that fifty people in one upgrade wait here
 * and not each on a connection of the pool. Order across processes comes from the lock of the chain.
 */
export function inOrder<T>(key: string, work: () => Promise<T>): Promise<T> {
  const before = tails.get(key) ?? Promise.resolve();
  const mine = before.then(work, work);
  const tail = mine.then(
    () => undefined,
    () => undefined,
  );
  tails.set(key, tail);
  void tail.then(() => {
    if (tails.get(key) === tail) tails.delete(key);
  });
  return mine;
}

/** Puts a value under its key as the newest of a map, and drops the oldest beyond `atMost`: what a process remembers is bounded. */
export function putNewest<Key, Value>(all: Map<Key, Value>, key: Key, value: Value, atMost: number): void {
  all.delete(key);
  all.set(key, value);
  for (const oldest of all.keys()) {
    if (all.size <= atMost) return;
    all.delete(oldest);
  }
}

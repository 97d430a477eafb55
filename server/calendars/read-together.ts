/**
 * Reads one thing at a time for whoever asks, but with one query under way at most: what is asked for meanwhile goes together
 * in the next. Nobody waits longer than for two queries, and the busier it gets the less each costs.
 *
 * @param readMany gives what there is of the keys, by key.
 */
export function createReadTogether<Key, Value>(
  readMany: (keys: readonly Key[]) => Promise<ReadonlyMap<Key, Value>>,
): (key: Key) => Promise<Value | undefined> {
  let waiting: Key[] = [];
  let next: Promise<ReadonlyMap<Key, Value>> | undefined;
  let running: Promise<unknown> = Promise.resolve();

  function begin(): Promise<ReadonlyMap<Key, Value>> {
    const started = running.then(() => {
      const keys = waiting;
      waiting = [];
      next = undefined;
      return readMany(keys);
    });
    running = started.catch(() => undefined);
    return started;
  }

  return async (key) => {
    waiting.push(key);
    return (await (next ??= begin())).get(key);
  };
}

/** Works through things, so many at a time. @throws what any of them throws; the others under way go on. */
export async function severalAtOnce<T>(
  most: number,
  things: readonly T[],
  work: (thing: T) => Promise<unknown>,
): Promise<void> {
  const waiting = things.values();
  const inTurn = async () => {
    for (const thing of waiting) await work(thing);
  };
  await Promise.all(Array.from({ length: Math.min(most, things.length) }, inTurn));
}

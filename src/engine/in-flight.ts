/**
 * What `work` makes of each item, in the order of the items, with at most `most` under way. When one
 * rejects no further one is begun, and it rejects with that once those under way have ended.
 */
export async function inFlight<Item, Result>(
  items: readonly Item[],
  most: number,
  work: (item: Item, index: number) => Promise<Result>,
): Promise<Result[]> {
  const results = new Array<Result>(items.length);
  const entries = items.entries();
  let failed: { readonly error: unknown } | undefined;
  const lane = async (): Promise<void> => {
    for (const [index, item] of entries) {
      if (failed) return;
      try {
        results[index] = await work(item, index);
      } catch (error) {
        failed ??= { error };
      }
    }
  };
  await Promise.all(Array.from({ length: Math.min(most, items.length) }, lane));
  if (failed) throw failed.error;
  return results;
}

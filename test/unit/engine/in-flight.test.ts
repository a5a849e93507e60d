import { expect, test } from 'vitest';
import { inFlight } from '../../../src/engine/in-flight';
import type { Deferred } from '../../../src/shared/deferred';
import { deferred } from '../../../src/shared/deferred';

/** Lets everything run that waits for nothing from outside. */
const settled = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 0));

/** Work that ends when the test says so. */
function heldWork() {
  const begun: { readonly item: string; readonly index: number; readonly end: Deferred<string> }[] =
    [];
  const work = (item: string, index: number): Promise<string> => {
    const end = deferred<string>();
    begun.push({ item, index, end });
    return end.promise;
  };
  return { begun, work };
}

test('results are in the order of the items, in whichever order they come', async () => {
  const { begun, work } = heldWork();
  const results = inFlight(['a', 'b', 'c'], 3, work);
  expect(begun.map(({ item, index }) => [item, index])).toEqual([
    ['a', 0],
    ['b', 1],
    ['c', 2],
  ]);
  for (const { item, end } of begun.toReversed()) {
    end.resolve(item.toUpperCase());
    await settled();
  }
  expect(await results).toEqual(['A', 'B', 'C']);
});

test('no more are under way than said, and the next begins when one has ended', async () => {
  const { begun, work } = heldWork();
  const results = inFlight(['a', 'b', 'c', 'd'], 2, work);
  await settled();
  expect(begun).toHaveLength(2);
  begun[1]?.end.resolve('B');
  await settled();
  expect(begun.map(({ item }) => item)).toEqual(['a', 'b', 'c']);
  begun[2]?.end.resolve('C');
  await settled();
  expect(begun).toHaveLength(4);
  begun[0]?.end.resolve('A');
  begun[3]?.end.resolve('D');
  expect(await results).toEqual(['A', 'B', 'C', 'D']);
});

test('after the first failure nothing is begun, and it is told when the others have ended', async () => {
  const { begun, work } = heldWork();
  const results = inFlight(['a', 'b', 'c', 'd', 'e'], 3, work);
  let told: unknown;
  results.catch((error: unknown) => {
    told = error;
  });
  begun[1]?.end.reject(new Error('first'));
  await settled();
  expect(told).toBeUndefined();
  begun[0]?.end.reject(new Error('second'));
  await settled();
  expect(told).toBeUndefined();
  begun[2]?.end.resolve('C');
  await settled();
  expect(told).toMatchObject({ message: 'first' });
  expect(begun).toHaveLength(3);
});

test('work that fails as it is called, or with nothing, is a failure all the same', async () => {
  const nothing: unknown = undefined;
  const failing = (): Promise<never> => {
    throw nothing;
  };
  const results = inFlight(['a', 'b'], 1, failing).then(
    () => 'went well',
    (error: unknown) => [error],
  );
  expect(await results).toEqual([undefined]);
});

test('of nothing comes nothing', async () => {
  expect(await inFlight([], 3, () => Promise.reject(new Error('never')))).toEqual([]);
});

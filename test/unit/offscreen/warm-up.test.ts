import { describe, expect, it } from 'vitest';
import type { EngineModels } from '../../../src/engine';
import type { Session } from '../../../src/offscreen/worker/session';
import { WarmUp } from '../../../src/offscreen/worker/warm-up';
import { deferred } from '../../../src/shared/deferred';

const models = {} as EngineModels;

function room() {
  const loaded = deferred<EngineModels>();
  const lost = deferred<never>();
  lost.promise.catch(() => undefined);
  const log: string[] = [];
  const session = {
    backend: { name: 'wasm', isLost: () => false, loss: lost.promise },
    models: () => loaded.promise,
  } as unknown as Session;
  const network = deferred<undefined>();
  const warmUp = new WarmUp(Promise.resolve(session), async (_, pass) => {
    log.push('first network');
    await network.promise;
    await pass();
    log.push('second network');
    return 0.2;
  });
  return { warmUp, loaded, lost, log, network };
}
const settled = () => new Promise((resolve) => setTimeout(resolve, 5));

describe('the warm-up of a worker', () => {
  it('runs once, and tells what it measured', async () => {
    const { warmUp, loaded, network, log } = room();
    loaded.resolve(models);
    network.resolve(undefined);
    expect(await warmUp.run()).toEqual({ type: 'warmed', backend: 'wasm', stepSeconds: 0.2 });
    expect(await warmUp.run()).toBeUndefined();
    expect(log).toEqual(['first network', 'second network']);
  });

  it('gives way to an order after the network that runs', async () => {
    const { warmUp, loaded, network, log } = room();
    loaded.resolve(models);
    const warmed = warmUp.run();
    await settled();
    const order = warmUp.giveWay(true).then(() => log.push('order'));
    await settled();
    expect(log).toEqual(['first network']);
    network.resolve(undefined);
    await order;
    expect(log).toEqual(['first network', 'order']);
    expect(await warmed).toBeUndefined();
  });

  it('does not hold up an order while weights load, and runs nothing beside it', async () => {
    const { warmUp, loaded, log } = room();
    const warmed = warmUp.run();
    await settled();
    await warmUp.giveWay(true);
    loaded.resolve(models);
    expect(await warmed).toBeUndefined();
    expect(log).toEqual([]);
  });

  it('is nothing after a job, and something after an order that ran no network', async () => {
    const { warmUp, loaded, network, log } = room();
    loaded.resolve(models);
    network.resolve(undefined);
    await warmUp.giveWay(false);
    expect(await warmUp.run()).toBeDefined();
    expect(log).toHaveLength(2);
    const other = room();
    await other.warmUp.giveWay(true);
    expect(await other.warmUp.run()).toBeUndefined();
  });

  it.each([
    ['weights that are damaged', (it: ReturnType<typeof room>) => it.loaded.reject(new Error('x'))],
    [
      'a backend that is lost',
      (it: ReturnType<typeof room>) => {
        it.loaded.resolve(models);
        it.lost.reject(new Error('The graphics context was lost'));
      },
    ],
  ])('says nothing of %s, and holds up no order', async (_, harm) => {
    const it = room();
    const warmed = it.warmUp.run();
    harm(it);
    expect(await warmed).toBeUndefined();
    await it.warmUp.giveWay(true);
  });
});

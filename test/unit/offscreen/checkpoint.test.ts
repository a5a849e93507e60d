import { describe, expect, it } from 'vitest';
import { Checkpoint } from '../../../src/offscreen/worker/checkpoint';

describe('Checkpoint', () => {
  it('lets in a message that came while no event was served', async () => {
    const { port1, port2 } = new MessageChannel();
    const checkpoint = new Checkpoint(() => undefined);
    port2.onmessage = () => {
      checkpoint.cancel();
    };
    port1.postMessage('cancel');
    // Node serves one port after the other, so either pause may be the one; a browser keeps the
    // order, which test/extension holds it to.
    const passes = async () => {
      await checkpoint.pass();
      await checkpoint.pass();
    };
    await expect(passes()).rejects.toMatchObject({ code: 'cancelled' });
    port1.close();
    checkpoint.close();
  });

  it('says at every pause that the work goes on', async () => {
    let passes = 0;
    const checkpoint = new Checkpoint(() => {
      passes += 1;
    });
    await checkpoint.pass();
    await checkpoint.pass();
    expect(passes).toBe(2);
    checkpoint.close();
  });

  it('stays cancelled', async () => {
    const checkpoint = new Checkpoint(() => undefined);
    checkpoint.cancel();
    await expect(checkpoint.pass()).rejects.toMatchObject({ code: 'cancelled' });
    await expect(checkpoint.pass()).rejects.toMatchObject({ code: 'cancelled' });
    checkpoint.close();
  });
});

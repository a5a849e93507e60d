import { describe, expect, it } from 'vitest';
import { EngineStarter } from '../../../src/background/ensure-engine';
import type { EngineHostDoor } from '../../../src/background/ensure-engine';
import { UnnoticedError } from '../../../src/shared/errors';

const noReceiver = () => new UnnoticedError('no-receiver', 'Nobody there');

function fakeHost(change: Partial<EngineHostDoor> = {}) {
  const log: string[] = [];
  let isThere = false;
  const door: EngineHostDoor = {
    exists: () => {
      log.push('exists');
      return Promise.resolve(isThere);
    },
    create: () => {
      log.push('create');
      isThere = true;
      return Promise.resolve();
    },
    askReady: (probe) => {
      log.push('ready');
      return Promise.resolve({ probeBytes: probe.size });
    },
    close: () => {
      log.push('close');
      isThere = false;
      return Promise.resolve();
    },
    configure: () => Promise.resolve(log.push('configure')),
    ...change,
  };
  return { door, log };
}

describe('EngineStarter', () => {
  it('creates the host once for calls that overlap', async () => {
    const { door, log } = fakeHost();
    const engine = new EngineStarter(door);
    await Promise.all([engine.ensure(), engine.ensure(), engine.ensure()]);
    expect(log).toEqual(['exists', 'create', 'ready', 'configure']);
  });

  it('asks the browser anew each time and creates nothing that is there', async () => {
    const { door, log } = fakeHost();
    await new EngineStarter(door).ensure();
    // As after the background was stopped and woken up again.
    await new EngineStarter(door).ensure();
    expect(log).toEqual([
      ...['exists', 'create', 'ready', 'configure'],
      ...['exists', 'ready', 'configure'],
    ]);
  });

  it('waits for the announcement of a host that is still loading', async () => {
    let isUp = false;
    const { door } = fakeHost({
      askReady: (probe) =>
        isUp ? Promise.resolve({ probeBytes: probe.size }) : Promise.reject(noReceiver()),
    });
    const engine = new EngineStarter(door);
    const ensured = engine.ensure();
    isUp = true;
    engine.announce();
    await expect(ensured).resolves.toEqual({ probeBytes: 9 });
  });

  it('creates the host again when the one that it saw was closing', async () => {
    const there = [true, false];
    const { door, log } = fakeHost({
      exists: () => Promise.resolve(there.shift() ?? true),
      askReady: (probe) =>
        log.includes('create')
          ? Promise.resolve({ probeBytes: probe.size })
          : Promise.reject(noReceiver()),
    });
    const engine = new EngineStarter({
      ...door,
      create: async () => {
        await door.create();
        engine.announce();
      },
    });
    await expect(engine.ensure()).resolves.toEqual({ probeBytes: 9 });
    expect(log).toEqual(['create', 'configure']);
  });

  it('gives up on a host that never announces itself, and may try again', async () => {
    let answers = false;
    const { door } = fakeHost({
      askReady: (probe) =>
        answers ? Promise.resolve({ probeBytes: probe.size }) : Promise.reject(noReceiver()),
    });
    const engine = new EngineStarter(door, { startMs: 5, answerMs: 5 });
    await expect(engine.ensure()).rejects.toMatchObject({ code: 'engine-start' });
    answers = true;
    await expect(engine.ensure()).resolves.toEqual({ probeBytes: 9 });
  });

  it('makes a host that hangs anew, once', async () => {
    const never = new Promise<never>(() => undefined);
    const { door, log } = fakeHost();
    const engine = new EngineStarter(
      {
        ...door,
        askReady: (probe) => (log.includes('close') ? door.askReady(probe) : never),
      },
      { startMs: 1000, answerMs: 5 },
    );
    await expect(engine.ensure()).resolves.toEqual({ probeBytes: 9 });
    expect(log).toEqual([
      ...['exists', 'create', 'close'],
      ...['exists', 'create', 'ready', 'configure'],
    ]);
  });

  it.each(['askReady', 'configure', 'create'] as const)(
    'gives up when the second host hangs too, at %s',
    async (method) => {
      const never = () => new Promise<never>(() => undefined);
      const { door, log } = fakeHost({ [method]: never });
      const engine = new EngineStarter(door, { startMs: 5, answerMs: 5 });
      await expect(engine.ensure()).rejects.toMatchObject({ code: 'engine-start' });
      expect(log.filter((entry) => entry === 'close')).toHaveLength(1);
    },
  );

  it.each([
    ['fails', () => Promise.reject(new UnnoticedError('forbidden', 'No'))],
    ['loses its file', () => Promise.resolve({ probeBytes: 0 })],
  ])('leaves a host that answers alone, even if it %s', async (_, askReady) => {
    const { door, log } = fakeHost({ askReady });
    await expect(new EngineStarter(door).ensure()).rejects.toThrow();
    expect(log).not.toContain('close');
  });

  it('says engine-start when the document cannot be created', async () => {
    const { door } = fakeHost({ create: () => Promise.reject(new Error('No')) });
    await expect(new EngineStarter(door).ensure()).rejects.toMatchObject({ code: 'engine-start' });
  });

  it.each([0, 8])('says no-structured-clone when %i bytes of the probe arrive', async (bytes) => {
    const { door } = fakeHost({ askReady: () => Promise.resolve({ probeBytes: bytes }) });
    await expect(new EngineStarter(door).ensure()).rejects.toMatchObject({
      code: 'no-structured-clone',
    });
  });
});

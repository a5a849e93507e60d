import { describe, expect, it } from 'vitest';
import { SettingsStore } from '../../../src/background/settings-store';
import { DEFAULT_SETTINGS, isSeed } from '../../../src/shared/settings';
import { without } from '../../../src/shared/without';
import { mapStorage } from '../../support/stored-values';

const X = 'https://x.com/*';
const SEED: unknown = expect.toSatisfy(isSeed);

describe('SettingsStore', () => {
  it('gives the defaults until something was stored', async () => {
    expect(await new SettingsStore(mapStorage()).read()).toEqual({
      ...DEFAULT_SETTINGS,
      decoySeed: SEED,
    });
  });

  it('lets a stored value that is out of range fall back alone', async () => {
    const stored = {
      ...DEFAULT_SETTINGS,
      onFailure: 'send',
      askWithoutFace: true,
      sites: { [X]: true },
    };
    const store = new SettingsStore(mapStorage({ settings: stored }));
    expect(await store.read()).toEqual({
      ...DEFAULT_SETTINGS,
      decoySeed: SEED,
      askWithoutFace: true,
      sites: { [X]: true },
    });
  });

  it('reads what was stored before there was a target, with the target of a new installation', async () => {
    const earlier = without(DEFAULT_SETTINGS, 'target', 'decoySeed');
    const store = new SettingsStore(mapStorage({ settings: { ...earlier, strength: 'balanced' } }));
    expect(await store.read()).toEqual({
      ...DEFAULT_SETTINGS,
      strength: 'balanced',
      decoySeed: SEED,
    });
  });

  it('draws the seed of the fixed decoy once, whoever asks first', async () => {
    const storage = mapStorage();
    const store = new SettingsStore(storage);
    const reads = await Promise.all([store.read(), store.read(), store.setSites({ [X]: true })]);
    const seeds = new Set(reads.map(({ decoySeed }) => decoySeed));
    expect(seeds).toEqual(new Set([SEED]));
    expect(await new SettingsStore(storage).read()).toEqual(await store.read());
    const others = await Promise.all([1, 2, 3].map(() => new SettingsStore(mapStorage()).read()));
    expect(new Set(others.map(({ decoySeed }) => decoySeed)).size).toBe(3);
  });

  it('draws another when it is asked to, and leaves the rest', async () => {
    const store = new SettingsStore(mapStorage());
    const before = await store.change({ mode: 'targeted', target: 'fixed-decoy' });
    const after = await store.redrawDecoy();
    expect(after).toEqual({ ...before, decoySeed: SEED });
    expect(after.decoySeed).not.toBe(before.decoySeed);
    expect(await store.read()).toEqual(after);
  });

  it('keeps all of several changes at once', async () => {
    const storage = mapStorage();
    const store = new SettingsStore(storage);
    await Promise.all([
      store.change({ strength: 'balanced' }),
      store.setSites({ [X]: true }),
      store.change({ onFailure: 'block' }),
      store.setSites({ 'https://y.example/*': false }),
    ]);
    expect(storage.values.get('settings')).toEqual({
      ...DEFAULT_SETTINGS,
      decoySeed: SEED,
      strength: 'balanced',
      onFailure: 'block',
      sites: { [X]: true, 'https://y.example/*': false },
    });
  });

  it('answers each change with all settings after it, and forgets a site', async () => {
    const store = new SettingsStore(mapStorage());
    expect((await store.setSites({ [X]: true })).sites).toEqual({ [X]: true });
    expect((await store.setSites({ [X]: false })).sites).toEqual({ [X]: false });
    expect((await store.removeSite(X)).sites).toEqual({});
    expect((await store.read()).sites).toEqual({});
  });

  it('goes on after a change that could not be written', async () => {
    const storage = mapStorage();
    let isFull = true;
    const store = new SettingsStore({
      ...storage,
      set: (values) => (isFull ? Promise.reject(new Error('Full')) : storage.set(values)),
    });
    await expect(store.setSites({ [X]: true })).rejects.toThrow('Full');
    isFull = false;
    expect((await store.change({ strength: 'balanced' })).strength).toBe('balanced');
  });
});

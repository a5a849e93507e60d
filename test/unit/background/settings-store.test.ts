import { describe, expect, it } from 'vitest';
import { SettingsStore } from '../../../src/background/settings-store';
import { DEFAULT_SETTINGS } from '../../../src/shared/settings';
import { mapStorage } from '../../support/stored-values';

const X = 'https://x.com/*';

describe('SettingsStore', () => {
  it('gives the defaults until something was stored', async () => {
    expect(await new SettingsStore(mapStorage()).read()).toEqual(DEFAULT_SETTINGS);
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
      askWithoutFace: true,
      sites: { [X]: true },
    });
  });

  it('keeps all of several changes at once', async () => {
    const storage = mapStorage();
    const store = new SettingsStore(storage);
    await Promise.all([
      store.change({ strength: 'balanced' }),
      store.setSite(X, true),
      store.change({ onFailure: 'block' }),
      store.setSite('https://y.example/*', false),
    ]);
    expect(storage.values.get('settings')).toEqual({
      ...DEFAULT_SETTINGS,
      strength: 'balanced',
      onFailure: 'block',
      sites: { [X]: true, 'https://y.example/*': false },
    });
  });

  it('answers each change with all settings after it, and forgets a site', async () => {
    const store = new SettingsStore(mapStorage());
    expect((await store.setSite(X, true)).sites).toEqual({ [X]: true });
    expect((await store.setSite(X, false)).sites).toEqual({ [X]: false });
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
    await expect(store.setSite(X, true)).rejects.toThrow('Full');
    isFull = false;
    expect((await store.change({ strength: 'balanced' })).strength).toBe('balanced');
  });
});

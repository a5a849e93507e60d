import { describe, expect, it } from 'vitest';
import { backgroundHandlers } from '../../../src/background/handlers';
import { SettingsStore } from '../../../src/background/settings-store';
import { TabNotes } from '../../../src/background/tab-notes';
import { call } from '../../../src/shared/call';
import type { PhotoNote } from '../../../src/shared/photo-note';
import type { Sender } from '../../../src/shared/sender';
import { serve } from '../../../src/shared/serve';
import { DEFAULT_SETTINGS } from '../../../src/shared/settings';
import { arrayTransport, STAMPS } from '../../support/extension-messages';
import { mapStorage } from '../../support/stored-values';

const X = 'https://x.com/*';
const Y = 'https://y.example/*';
const inTab = { ...STAMPS.contentScript, tab: { id: 7 } };
const photo: PhotoNote = {
  name: 'a.jpg',
  outcome: 'measured',
  verdict: { case: 'all-stopped', key: 'verdict_stopped_many', args: [2, '0.951'] },
};

function background() {
  const log: string[] = [];
  const settings = new SettingsStore(mapStorage());
  const onSites = async () =>
    Object.entries((await settings.read()).sites).map(([site, on]) => `${site} ${String(on)}`);
  const handlers = backgroundHandlers({
    engine: {
      ensure: () => {
        log.push('ensured');
        return Promise.resolve({ probeBytes: 9 });
      },
      announce: () => undefined,
    },
    settings,
    sites: {
      reconcile: async () => {
        log.push(`registered ${(await onSites()).join()}`);
      },
    },
    notes: new TabNotes(mapStorage(), {
      documentOf: () => Promise.resolve('document'),
      showCount: () => Promise.resolve(),
    }),
    givePermissionBack: (site) => Promise.resolve(log.push(`gave back ${site}`)),
    markTabs: (site, on) => {
      log.push(`marked ${site} ${String(on)}`);
      return Promise.resolve();
    },
    openComparison: ({ jobId, tabId }) =>
      Promise.resolve(log.push(`compares ${jobId} of ${tabId}`)),
    warmHost: () => Promise.resolve(log.push('warmed')),
    configureHost: async () => log.push(`configured ${(await settings.read()).strength}`),
  });
  const as = (sender: Sender) => {
    const transport = arrayTransport(sender);
    serve(transport, 'background', handlers);
    return transport;
  };
  return { log, page: as(STAMPS.studio), content: as(inTab), as };
}

describe('the background', () => {
  it('tells a content script how to fail, and nothing else', async () => {
    const { content } = background();
    expect(await call(content, 'background', 'pagePolicy', null)).toEqual({
      onFailure: 'ask',
      askWithoutFace: false,
      strongerLevels: 0,
    });
  });

  it("opens the comparison of a job for the tab that asks, by the browser's stamp", async () => {
    const { as, content, log } = background();
    const jobId = '0f0e0d0c-1111-4222-8333-444455556666';
    await call(content, 'background', 'openComparison', { jobId });
    expect(log).toEqual([`compares ${jobId} of 7`]);
    const wrong = { jobId, tabId: 8 };
    const asked = call(content, 'background', 'openComparison', wrong);
    await expect(asked).rejects.toMatchObject({ code: 'bad-request' });
    const foreign = call(as(STAMPS.foreign), 'background', 'openComparison', { jobId });
    await expect(foreign).rejects.toMatchObject({ code: 'forbidden' });
    expect(log).toHaveLength(1);
  });

  it('notes what the page of the sender got, and tells extension pages', async () => {
    const { content, page } = background();
    await call(content, 'background', 'gestureEnded', { photos: [photo] });
    expect(await call(page, 'background', 'tabNotes', { tabId: 7 })).toEqual([photo]);
    expect(await call(page, 'background', 'tabNotes', { tabId: 8 })).toEqual([]);
  });

  it('has the engine made ready for a content script, once the host is there', async () => {
    const { content, log } = background();
    expect(await call(content, 'background', 'warmEngine', null)).toBeNull();
    expect(log).toEqual(['ensured', 'warmed']);
  });

  it('stores a change and tells the host before it answers', async () => {
    const { page, log } = background();
    const changed = await call(page, 'background', 'changeSettings', { strength: 'balanced' });
    const decoySeed: unknown = expect.any(Number);
    expect(changed).toEqual({ ...DEFAULT_SETTINGS, decoySeed, strength: 'balanced' });
    expect(log).toEqual(['configured balanced']);
    expect(await call(page, 'background', 'readSettings', null)).toEqual(changed);
  });

  it('draws another fixed decoy, and tells the host before it answers', async () => {
    const { page, log, content } = background();
    const before = await call(page, 'background', 'readSettings', null);
    const after = await call(page, 'background', 'redrawDecoy', null);
    expect(after.decoySeed).not.toBe(before.decoySeed);
    expect(log).toEqual(['configured strong']);
    await expect(call(content, 'background', 'redrawDecoy', null)).rejects.toMatchObject({
      code: 'forbidden',
    });
  });

  it('registers sites that are switched, all at once, and marks their tabs, before it answers', async () => {
    const { page, log } = background();
    await call(page, 'background', 'setSites', { [X]: true, [Y]: false });
    expect(log).toEqual([
      `registered ${X} true,${Y} false`,
      `marked ${X} true`,
      `marked ${Y} false`,
    ]);
  });

  it('takes the scripts of a removed site out before it gives the permission back', async () => {
    const { page, log } = background();
    await call(page, 'background', 'setSites', { [X]: true });
    expect((await call(page, 'background', 'removeSite', { site: X })).sites).toEqual({});
    // Without the permission its tabs could not be found any more.
    expect(log.slice(2)).toEqual(['registered ', `marked ${X} false`, `gave back ${X}`]);
  });

  it.each([
    ['pagePolicy', null, STAMPS.studio],
    ['warmEngine', null, STAMPS.studio],
    ['warmEngine', null, STAMPS.foreign],
    ['gestureEnded', { photos: [photo] }, STAMPS.studio],
    ['tabNotes', { tabId: 7 }, inTab],
    ['readSettings', null, inTab],
    ['changeSettings', { strength: 'balanced' }, inTab],
    ['setSites', { [X]: false }, inTab],
    ['removeSite', { site: X }, inTab],
    ['engineStarted', null, inTab],
    ['ensureEngine', null, STAMPS.foreign],
  ])('refuses %s to who may not call it', async (method, request, sender) => {
    const { as, log } = background();
    const reply = await as(sender).send({ to: 'background', method, request });
    expect(reply).toMatchObject({ ok: false, code: 'forbidden' });
    expect(log).toEqual([]);
  });

  it.each([
    ['tabNotes', null],
    ['tabNotes', { tabId: '7' }],
    ['tabNotes', { tabId: 7, more: 1 }],
    ['changeSettings', { strength: 'mighty' }],
    ['changeSettings', { sites: { [X]: true } }],
    ['changeSettings', { version: 2 }],
    ['changeSettings', { toString: 1 }],
    ['setSites', X],
    ['setSites', { [X]: 1 }],
    ['setSites', { 'https://*/*': true }],
    ['setSites', { '<all_urls>': true }],
    ['setSites', { [X]: true, 'file:///*': true }],
    ['setSites', { [X]: true, more: 1 }],
    ['removeSite', { site: 'x.com' }],
  ])('refuses %s of %j', async (method, request) => {
    const { page, log } = background();
    const reply = await page.send({ to: 'background', method, request });
    expect(reply).toMatchObject({ ok: false, code: 'bad-request' });
    expect(log).toEqual([]);
  });

  it.each([
    ['no list', { photos: photo }],
    ['too many', { photos: Array.from({ length: 1001 }, () => photo) }],
    ['an outcome that is none', { photos: [{ ...photo, outcome: 'protected' }] }],
    ['a code that is none', { photos: [{ ...photo, code: 'made-up' }] }],
    ['a name without end', { photos: [{ ...photo, name: 'a'.repeat(1025) }] }],
    ['half a face', { photos: [{ ...photo, faces: 0.5 }] }],
    ['more than was asked', { photos: [{ ...photo, bytes: new Uint8Array(9) }] }],
    ['more beside the photos', { photos: [], tabId: 8 }],
  ])('refuses notes with %s', async (_, request) => {
    const { content } = background();
    const reply = await content.send({ to: 'background', method: 'gestureEnded', request });
    expect(reply).toMatchObject({ ok: false, code: 'bad-request' });
  });

  it('refuses a gesture from nowhere', async () => {
    const { as } = background();
    const message = { to: 'background', method: 'gestureEnded', request: { photos: [] } };
    const reply = await as({ ...STAMPS.contentScript, tab: undefined }).send(message);
    expect(reply).toMatchObject({ ok: false, code: 'bad-request' });
  });
});

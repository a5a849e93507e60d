import { describe, expect, it } from 'vitest';
import { classifySender } from '../../../src/shared/sender';
import { SELF, STAMPS } from '../../support/extension-messages';

describe('classifySender', () => {
  it.each([
    ['the Studio in its tab', STAMPS.studio, 'extension-page'],
    ['the offscreen page', STAMPS.offscreen, 'extension-page'],
    ['the service worker, which has no origin', STAMPS.background, 'extension-page'],
    ['a content script', STAMPS.contentScript, 'content-script'],
    ['a content script in a sandboxed frame', STAMPS.sandboxedFrame, 'content-script'],
    ['a content script that has lost its origin', { id: 'ours', tab: {} }, 'content-script'],
    ['something of ours without any stamp', { id: 'ours' }, 'content-script'],
    [
      'an address of ours on a tab, without an origin',
      { id: 'ours', tab: {}, url: `${SELF.origin}/background.js` },
      'content-script',
    ],
    [
      'an address that only begins like ours',
      { id: 'ours', url: `${SELF.origin}.example/` },
      'content-script',
    ],
    ['another extension', STAMPS.foreign, 'foreign'],
    ['another extension that names our origin', { ...STAMPS.studio, id: 'theirs' }, 'foreign'],
    ['nobody', undefined, 'foreign'],
  ] as const)('takes %s for what it is', (_, sender, caller) => {
    expect(classifySender(sender, SELF)).toBe(caller);
  });
});

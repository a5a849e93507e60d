import { browser } from '../shared/browser';
import { call } from '../shared/call';
import { runtimeTransport } from '../shared/runtime-transport';
import { isNull, serve } from '../shared/serve';
import { EngineStarter } from './ensure-engine';
import { createOffscreenDocument, hasOffscreenDocument } from './offscreen-document';
import { openStudio } from './open-studio';

const transport = runtimeTransport();

const engine = new EngineStarter({
  exists: hasOffscreenDocument,
  create: createOffscreenDocument,
  askReady: (probe) => call(transport, 'offscreen', 'ready', { probe }),
});

serve(transport, 'background', {
  ensureEngine: {
    from: ['extension-page', 'content-script'],
    accepts: isNull,
    run: () => engine.ensure(),
  },
  engineStarted: {
    from: ['extension-page'],
    accepts: isNull,
    run: () => {
      engine.announce();
      return null;
    },
  },
});

// Content scripts run beside a page: what is stored is none of their business.
void chrome.storage.local.setAccessLevel({ accessLevel: 'TRUSTED_CONTEXTS' });

browser.action.onClicked.addListener(() => {
  void openStudio();
});

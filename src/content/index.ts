import { call } from '../shared/call';
import { GATE_SIGN } from '../shared/gate-sign';
import { runJob } from '../shared/run-job';
import { runtimeRoute } from '../shared/runtime-route';
import { runtimeTransport } from '../shared/runtime-transport';
import type { PagePolicy } from '../shared/settings';
import type { Vector } from './gesture';
import { dropVector } from './gate/drop';
import { fileInputVector } from './gate/file-input';
import { openPagePort } from './gate/page-port';
import { pasteVector } from './gate/paste';
import { watchForSigns } from './gate/photo-signs';
import { sourceVector } from './gate/sources';
import { WindowListeners } from './gate/window-listeners';
import { createPanel } from './panel/panel';
import { protectGesture } from './protect-gesture';
import type { GestureRoom } from './gesture-room';
import { tellPassing } from './tell-passing';
import { engineWarmer } from './warm-engine';

// That this script runs here is the switch: from the first line on nothing is waited for.
const listeners = new WindowListeners();
const page = openPagePort(() => {
  // The page-world part has to see a drop before the gate stops it.
  listeners.moveBack();
});
const vectors: readonly Vector[] = [
  fileInputVector(page, listeners),
  dropVector(page, listeners),
  pasteVector(page, listeners),
  sourceVector(page),
];

page.on('rewritten', () => {
  // Most writes take nothing off the window: then ours must stay before the page's.
  listeners.restore();
  return true;
});

const transport = runtimeTransport();
const route = runtimeRoute();
const warmEngine = engineWarmer(transport);

/** The policy heard last; a page whose extension is gone can't ask any more. */
let policy: PagePolicy = { onFailure: 'ask', askWithoutFace: true, strongerLevels: 0 };

const room: GestureRoom = {
  panel: createPanel(),
  policy: async () => {
    // An extension that does not answer does not run a job either, and that has its own words.
    policy = await call(transport, 'background', 'pagePolicy', null).catch(() => policy);
    return policy;
  },
  run: (request, watch) => runJob(route, request, watch),
  compare: (jobId) => call(transport, 'background', 'openComparison', { jobId }),
  note: (photos) => {
    call(transport, 'background', 'gestureEnded', { photos }).catch(() => undefined);
  },
};

page.on('tripped', () => {
  room.panel.open([], () => undefined).showStopped('original-stopped');
  return true;
});

for (const install of vectors) {
  install(
    (gesture) => {
      warmEngine();
      void protectGesture(gesture, room);
    },
    (files) => {
      tellPassing(files, room);
    },
  );
}
watchForSigns(page, listeners, warmEngine);
Reflect.set(globalThis, GATE_SIGN, true);

import { loadRecogniser } from '../../src/engine';
import { openModels, packaged } from '../../src/offscreen/packaged-files';
import { startWasm } from '../../src/offscreen/start-wasm';
import type { GradientRuns, What } from './gradient-runs';
import { gradientRuns } from './gradient-runs';

declare const self: DedicatedWorkerGlobalScope;

/** A worker of the packaged extension's kind, which runs what it is told and says when it is done. */
const runs = (async (): Promise<ReadonlyMap<string, GradientRuns>> => {
  await startWasm(packaged('tfjs/'));
  const { index, read } = await openModels();
  const map = new Map<string, GradientRuns>();
  for (const { id, role } of index.models) {
    if (role === 'recogniser')
      map.set(id, gradientRuns(await loadRecogniser(index, id, read), [1, 4]));
  }
  return map;
})();

self.addEventListener(
  'message',
  ({ data }: MessageEvent<{ networks: readonly string[]; what: What; batch: number }>) => {
    void runs.then((map) => {
      for (const id of data.networks) map.get(id)?.run(data.what, data.batch);
      self.postMessage('done');
    });
  },
);

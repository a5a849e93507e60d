import { loadEngineModels } from '../../src/engine';
import { openModels, packaged } from '../../src/offscreen/packaged-files';
import { startWasm } from '../../src/offscreen/start-wasm';
import type { GradientRuns, What } from './gradient-runs';
import { gradientRuns } from './gradient-runs';

/** The bench's compiler knows pages, not workers. */
const scope = globalThis as unknown as Worker;

/** A worker of the packaged extension's kind, which runs what it is told and says when it is done. */
const runs = (async (): Promise<ReadonlyMap<string, GradientRuns>> => {
  await startWasm(packaged('tfjs/'));
  const { index, read } = await openModels();
  const { recognisers } = await loadEngineModels(index, read);
  return new Map(recognisers.map((one) => [one.id, gradientRuns(one, [1, 4])] as const));
})();

scope.addEventListener(
  'message',
  ({ data }: MessageEvent<{ networks: readonly string[]; what: What; batch: number }>) => {
    void runs.then((map) => {
      for (const id of data.networks) map.get(id)?.run(data.what, data.batch);
      scope.postMessage('done');
    });
  },
);

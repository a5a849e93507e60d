import { loadEngineModels, runHere } from '../../engine';
import type { NetworkRunner } from '../../engine';
import { createCodecs, passOn } from '../codecs';
import type { HelperTask, HelperWork } from '../helper-protocol';
import { fetchPackaged, openModels, packaged } from '../packaged-files';
import { startWasm } from '../start-wasm';

/** Does one task at a time, on a wasm backend of its own. */
export class Helper {
  /** Each codec is read at its first use. */
  readonly #codecs = createCodecs((file) => fetchPackaged(`codecs/${file}`));
  #networks: Promise<NetworkRunner> | undefined;

  /** Loads the networks ahead of the first task. */
  start(): void {
    // What goes wrong is told to the first task.
    this.#runner().catch(() => undefined);
  }

  async do(task: HelperTask): Promise<HelperWork[HelperTask['kind']]['result']> {
    switch (task.kind) {
      case 'gradient':
        return (await this.#runner()).gradient(task.recogniser, task.question);
      case 'embed':
        return (await this.#runner()).embed(task.recogniser, task.faces);
      case 'detect':
        return (await this.#runner()).detect(task.tile, task.minimumScore);
      case 'passOn':
        return passOn(task.picture, task.does, this.#codecs);
    }
  }

  #runner(): Promise<NetworkRunner> {
    return (this.#networks ??= openNetworks());
  }
}

async function openNetworks(): Promise<NetworkRunner> {
  if (!(await startWasm(packaged('tfjs/')))) throw new Error('No wasm backend');
  const { index, read } = await openModels();
  return runHere(await loadEngineModels(index, read));
}

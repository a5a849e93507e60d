import { EngineError } from '../engine-error';
import type { DecoyStatistics } from '../decoy/decoy-statistics';
import { readDecoyStatistics } from '../decoy/decoy-statistics';
import type { DetectionNetworks } from '../detect/detect-faces';
import type { FrozenNetwork } from '../network/frozen-network';
import { loadFrozenNetwork } from '../network/frozen-network';
import type { Recogniser } from '../recognise/recogniser';
import { createRecogniser } from '../recognise/recogniser';
import type { ModelIndex, NetworkEntry } from './model-index';
import type { NetworkWorkers } from './network-runner';

/** Every network that the engine needs, loaded, and the statistics of the recognisers'. */
export interface EngineModels extends DetectionNetworks {
  /** The recognisers that are attacked and against which the verdict is measured. */
  readonly recognisers: readonly Recogniser[];
  /** What their embeddings of faces are like; decoys are drawn from it. */
  readonly decoys: DecoyStatistics;
  /** Other workers with the same networks (wasm on several cores); absent: all is done here. */
  readonly elsewhere?: NetworkWorkers;
  dispose(): void;
}

/** Reads one file below models/; the host has checked its hash. */
export type ReadModelFile = (path: string) => Promise<ArrayBuffer>;

/**
 * Loads the networks of an index onto the current backend. Throws EngineError 'bad-model' when a
 * role is missing or a file does not fit. The caller disposes the result.
 */
export async function loadEngineModels(
  index: ModelIndex,
  read: ReadModelFile,
): Promise<EngineModels> {
  const networks = new Map<NetworkEntry, FrozenNetwork>();
  let decoys: DecoyStatistics | undefined;
  for (const entry of index.models) {
    if (entry.role === 'decoys') decoys = readDecoyStatistics(entry, await read(entry.files[0].path));
    else networks.set(entry, await loadEntry(entry, read));
  }
  if (!decoys) throw new EngineError('bad-model', 'models/index.json names no decoys');
  const byRole = (role: NetworkEntry['role']): FrozenNetwork => {
    for (const [entry, network] of networks) if (entry.role === role) return network;
    throw new EngineError('bad-model', `models/index.json names no ${role}`);
  };
  const recognisers: Recogniser[] = [];
  for (const [entry, network] of networks) {
    if (entry.role === 'recogniser') recognisers.push(createRecogniser(entry, network));
  }
  if (recognisers.length === 0) {
    throw new EngineError('bad-model', 'models/index.json names no recogniser');
  }
  const detector = byRole('detector');
  const landmarker = byRole('landmarker');
  return {
    detector,
    landmarker,
    recognisers,
    decoys,
    dispose: () => {
      detector.dispose();
      landmarker.dispose();
      for (const recogniser of recognisers) recogniser.dispose();
    },
  };
}

async function loadEntry(entry: NetworkEntry, read: ReadModelFile): Promise<FrozenNetwork> {
  const [graph, weights] = entry.files;
  if (!graph || !weights) throw new EngineError('bad-model', `${entry.id} lacks a file`);
  return loadFrozenNetwork({
    modelJson: textOfAscii(await read(graph.path)),
    weights: await read(weights.path),
    input: entry.input.node,
    outputs: entry.outputs,
    channels: entry.role === 'recogniser' ? entry.normalisation.channels : 'rgb',
  });
}

/** Graph files are ASCII; the engine room has no TextDecoder. */
function textOfAscii(buffer: ArrayBuffer): string {
  const bytes = new Uint8Array(buffer);
  const parts: string[] = [];
  for (let at = 0; at < bytes.length; at += 8192) {
    parts.push(String.fromCharCode(...bytes.subarray(at, at + 8192)));
  }
  return parts.join('');
}

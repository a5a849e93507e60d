import { readFileSync } from 'node:fs';
import type { DecoyStatistics } from '../../src/engine/decoy/decoy-statistics';
import { readDecoyStatistics } from '../../src/engine/decoy/decoy-statistics';
import type { DecoysEntry, ModelIndex } from '../../src/engine/models/model-index';

/** models/index.json. */
export function shippedIndex(): ModelIndex {
  return JSON.parse(readFileSync('models/index.json', 'utf8')) as ModelIndex;
}

export function decoysEntry(): DecoysEntry {
  const entry = shippedIndex().models.find(({ role }) => role === 'decoys');
  if (entry?.role !== 'decoys') throw new Error('models/index.json names no decoys');
  return entry;
}

/** What ships, as the engine reads it. */
export function shippedDecoys(): DecoyStatistics {
  const entry = decoysEntry();
  return readDecoyStatistics(entry, new Uint8Array(readFileSync(entry.files[0].from)).buffer);
}

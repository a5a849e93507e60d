import type { EngineModels } from '../../src/engine/models/load-engine-models';
import type { Codecs } from '../../src/offscreen/codecs';
import type { Matcher } from './matcher';

/** What the work is done with; each process of the pool has its own. */
export interface Tools {
  readonly engine: EngineModels;
  /** Who compares faces, surrogates first. */
  readonly matchers: readonly Matcher[];
  readonly codecs: Codecs;
  /** Folder of the kept files. */
  readonly files: string;
  readonly commit: string;
}

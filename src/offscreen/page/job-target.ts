import { UnnoticedError } from '../../shared/errors';
import type { JobOptions } from '../../shared/job';
import { OneAtATime } from '../../shared/one-at-a-time';
import { DEFAULT_SETTINGS } from '../../shared/settings';
import type { EnrolledFace, Towards } from '../worker-protocol';

/** Finds out what jobs go to. */
export class JobTargets {
  readonly #readFace: () => Promise<EnrolledFace | undefined>;
  /** A job without a target never overtakes one that waits for the database. */
  readonly #jobs = new OneAtATime();

  constructor(readFace: () => Promise<EnrolledFace | undefined>) {
    this.#readFace = readFace;
  }

  /**
   * What a job goes to; undefined in mode `nontargeted`. Rejects with `target-missing` when the
   * target that it should have is not there: then nothing is worked on and nothing delivered.
   */
  of(options: JobOptions): Promise<Towards | undefined> {
    return this.#jobs.run(() => this.#find(options));
  }

  async #find({
    mode = DEFAULT_SETTINGS.mode,
    target = DEFAULT_SETTINGS.target,
    decoySeed,
  }: JobOptions): Promise<Towards | undefined> {
    if (mode === 'nontargeted') return undefined;
    switch (target) {
      case 'new-decoy':
        return { kind: target };
      case 'fixed-decoy':
        return { kind: target, seed: decoySeed ?? missing('No decoy was drawn') };
      case 'photo':
        return { kind: target, face: (await this.#readFace()) ?? missing('No face is stored') };
    }
  }
}

function missing(message: string): never {
  throw new UnnoticedError('target-missing', message);
}

import type { ProtectOptions } from '../engine/protect-types';
import type { ErrorCode } from '../shared/errors';
import type { JobProgress } from '../shared/job';
import type { Backend, PhotoReport } from '../shared/report';
import type { Strength } from '../shared/settings';

/** How a worker is to choose its backend: a wish, less what was already lost. */
export interface BackendWish {
  readonly wish: 'auto' | Backend;
  readonly without: readonly Backend[];
}

/** What the engine is asked to do; whatever the client left open is filled in by the page. */
export type EngineOrder = Partial<Omit<ProtectOptions, 'k'>> &
  Pick<ProtectOptions, 'seed'> & { readonly strength?: Strength };

/** Page to worker. `start` is the first and comes once; then one `run` at a time. */
export type ToWorker =
  | { readonly type: 'start'; readonly backend: BackendWish; readonly lock: string }
  | { readonly type: 'run'; readonly file: Blob; readonly order: EngineOrder }
  | { readonly type: 'cancel' };

/** Worker to page. After `run`: any number of `progress`, then exactly one of the last three. */
export type FromWorker =
  /** The worker holds its lock from here on; the lock's release is the worker's death. */
  | { readonly type: 'alive' }
  | { readonly type: 'progress'; readonly progress: JobProgress }
  | { readonly type: 'done'; readonly bytes: Uint8Array<ArrayBuffer>; readonly report: PhotoReport }
  | {
      readonly type: 'failed';
      readonly code: ErrorCode;
      readonly message: string;
      readonly report?: PhotoReport;
    }
  | { readonly type: 'backend-lost'; readonly backend: Backend; readonly message: string };

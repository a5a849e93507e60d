import type { JobRequest } from '../shared/job';
import type { PhotoNote } from '../shared/photo-note';
import type { JobResult, JobWatch } from '../shared/run-job';
import type { PagePolicy } from '../shared/settings';
import type { Panel } from './gesture-view';

/** What a gesture needs from the rest of the extension. */
export interface GestureRoom {
  readonly panel: Panel;
  /** How to fail; asked anew for each gesture. Never rejects. */
  policy(): Promise<PagePolicy>;
  run(request: JobRequest, watch: JobWatch): Promise<JobResult>;
  /** Tells the background what the page got. Never rejects. */
  note(photos: readonly PhotoNote[]): void;
}

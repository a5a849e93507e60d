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
  /** Opens the comparison of a job's photo in a tab of its own; rejects with an UnnoticedError. */
  compare(jobId: string): Promise<unknown>;
  /** Tells the background what the page got. Never rejects. */
  note(photos: readonly PhotoNote[]): void;
}

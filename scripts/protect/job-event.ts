import type { ErrorCode } from '../../src/shared/errors';
import type { JobProgress } from '../../src/shared/job';
import type { PhotoReport } from '../../src/shared/report';

/** What the page tells the command line about the job that is on. */
export type JobEvent =
  | { readonly type: 'progress'; readonly progress: JobProgress }
  | {
      readonly type: 'done';
      readonly report: PhotoReport;
      readonly size: number;
      /** From the chosen file to the delivered one, as the page sees it. */
      readonly ms: number;
    }
  | {
      readonly type: 'failed';
      readonly code: ErrorCode;
      readonly message: string;
      /** Bytes of the file that was given. */
      readonly size: number;
      readonly ms: number;
      readonly report?: PhotoReport;
    };

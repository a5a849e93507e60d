import { isComparisonOwner } from '../../shared/comparison';
import { isRecord } from '../../shared/is-record';
import { isJndWish } from '../../shared/job-guards';
import type { Handlers } from '../../shared/serve';
import type { Look, LookWish } from '../worker-protocol';
import type { Comparisons } from './comparisons';
import type { JobQueue } from './job-queue';

export interface CompareParts {
  readonly comparisons: Comparisons;
  readonly queue: JobQueue;
  /** Makes a picture; the engine is free then. */
  readonly look: (photo: Blob, wish: LookWish) => Promise<Look>;
  /** Called when a picture is wanted and when it is there. */
  readonly onActivity: () => void;
}

type CompareMethods = 'offerComparison' | 'dropComparisons' | 'readPhoto' | 'readJnd';

/** What the background and the compare page ask for; no content script may. */
export function compareHandlers(parts: CompareParts): Pick<Handlers<'offscreen'>, CompareMethods> {
  const { comparisons, queue, onActivity } = parts;
  /** In its turn, like a job. */
  const look = async (photo: Blob, wish: LookWish): Promise<Look> => {
    onActivity();
    const never = new AbortController().signal;
    const made = queue.run(
      () => parts.look(photo, wish),
      never,
      () => undefined,
    );
    return await made.finally(onActivity);
  };
  return {
    offerComparison: {
      from: ['extension-page'],
      accepts: isComparisonOwner,
      run: (owner) => comparisons.offer(owner),
    },
    dropComparisons: {
      from: ['extension-page'],
      accepts: (request): request is { tabId: number } =>
        isRecord(request) && Number.isInteger(request['tabId']),
      run: ({ tabId }) => {
        comparisons.dropOf(tabId);
        return null;
      },
    },
    readPhoto: {
      from: ['extension-page'],
      accepts: (request): request is { photo: Blob } =>
        isRecord(request) && request['photo'] instanceof Blob,
      run: async ({ photo }) => (await look(photo, { kind: 'photo' })).picture,
    },
    readJnd: {
      from: ['extension-page'],
      accepts: isJndWish,
      run: ({ photo, box, terms }) => look(photo, { kind: 'jnd', box, terms }),
    },
  };
}

import type { Handlers } from '../../shared/serve';
import { isNull } from '../../shared/serve';
import { isTargetPhoto } from '../../shared/target-photo';
import type { StoredFace } from '../../shared/target-photo';
import type { EnrolledFace, FaceFound } from '../worker-protocol';
import type { FaceStore } from './face-store';
import type { JobQueue } from './job-queue';

export interface TargetParts {
  readonly faces: FaceStore;
  readonly queue: JobQueue;
  /** Looks for the face in a photo; the engine is free then. */
  readonly enrol: (photo: Blob, face: number | null) => Promise<FaceFound>;
  /** Called when a search is wanted and when it ended. */
  readonly onActivity: () => void;
}

type TargetMethods = 'enrolTarget' | 'readTarget' | 'removeTarget';

/** What an options page may do with the target; of the face it gets to see the picture alone. */
export function targetHandlers(parts: TargetParts): Pick<Handlers<'offscreen'>, TargetMethods> {
  const { faces, queue, enrol, onActivity } = parts;
  /** In its turn, like a job. Nothing cancels it: it is soon over. */
  const search = async (photo: Blob, face: number | null): Promise<FaceFound> => {
    onActivity();
    const never = new AbortController().signal;
    const found = queue.run(
      () => enrol(photo, face),
      never,
      () => undefined,
    );
    return await found.finally(onActivity);
  };
  return {
    enrolTarget: {
      from: ['extension-page'],
      accepts: isTargetPhoto,
      run: async ({ photo, face: wanted }) => {
        const { width, height, boxes, face } = await search(photo, wanted);
        if (face !== null) await faces.write(face);
        return { width, height, boxes, stored: face && shown(face) };
      },
    },
    readTarget: {
      from: ['extension-page'],
      accepts: isNull,
      run: async () => {
        const face = await faces.read();
        return face === undefined ? null : shown(face);
      },
    },
    removeTarget: {
      from: ['extension-page'],
      accepts: isNull,
      run: async () => {
        await faces.remove();
        return null;
      },
    },
  };
}

function shown({ picture }: EnrolledFace): StoredFace {
  return { picture };
}

import type { Handlers } from '../../shared/serve';
import { isNull } from '../../shared/serve';
import { isTargetPhoto } from '../../shared/target-photo';
import type { StoredFace } from '../../shared/target-photo';
import type { EnrolledFace, FaceFound } from '../worker-protocol';
import type { FaceStore } from './face-store';

export interface TargetParts {
  readonly faces: FaceStore;
  /** Looks for the face in a photo, when the engine is free. */
  search(photo: Blob, face: number | null): Promise<FaceFound>;
}

type TargetMethods = 'enrolTarget' | 'readTarget' | 'removeTarget';

/** What an options page may do with the target; of the face it gets to see the picture alone. */
export function targetHandlers({
  faces,
  search,
}: TargetParts): Pick<Handlers<'offscreen'>, TargetMethods> {
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

import { enrolFace } from '../../engine';
import { UnnoticedError } from '../../shared/errors';
import { decodeFile } from '../codecs';
import type { FaceFound } from '../worker-protocol';
import { facePicture } from './face-picture';
import type { Session } from './session';

/**
 * Looks in one file for the face that is to become the target. Rejects with `target-no-face` when
 * there is none, and with `bad-request` when there is no face of that number.
 */
export async function enrolFile(
  original: Uint8Array,
  which: number | null,
  session: Session,
): Promise<FaceFound> {
  const { photo } = await decodeFile(original, session.codecs);
  const { width, height } = photo;
  const { boxes, found } = await enrolFace(photo, await session.models(), which);
  if (boxes.length === 0) throw new UnnoticedError('target-no-face', 'No face in the photo');
  const box = found && boxes[found.face];
  if (found === undefined || box === undefined) {
    if (which === null) return { width, height, boxes, face: null };
    throw new UnnoticedError('bad-request', `There is no face ${String(which)}`);
  }
  const face = {
    id: crypto.randomUUID(),
    embeddings: found.target,
    weights: await session.weights(),
    picture: await facePicture(photo, box),
  };
  return { width, height, boxes, face };
}

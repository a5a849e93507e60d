import { isRecord } from './is-record';
import type { FaceBox } from './report';

/** A photo from which a face is to become the target. */
export interface TargetPhoto {
  readonly photo: Blob;
  /** Which of the faces that were found in it; null: the only one. */
  readonly face: number | null;
}

/** What was found there. No embedding: those stay with the engine host. */
export interface TargetSearch {
  /** Of the upright photo, pixels. */
  readonly width: number;
  readonly height: number;
  readonly boxes: readonly FaceBox[];
  /** The face that is stored now; null: there are several, and the person has to say which. */
  readonly stored: StoredFace | null;
}

/** A target that is stored, as a person sees it. */
export interface StoredFace {
  /** A small picture of the face. */
  readonly picture: Blob;
}

const MOST_FACES = 10_000;

export function isTargetPhoto(value: unknown): value is TargetPhoto {
  if (!isRecord(value)) return false;
  const { photo, face, ...unknown } = value;
  return photo instanceof Blob && isFace(face) && Object.keys(unknown).length === 0;
}

function isFace(face: unknown): boolean {
  if (face === null) return true;
  return Number.isInteger(face) && Number(face) >= 0 && Number(face) < MOST_FACES;
}

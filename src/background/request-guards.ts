import { isUuid } from '../shared/comparison';
import { isRecord } from '../shared/is-record';
import type { RequestOf } from '../shared/messages';
import { isSitePattern } from '../shared/settings';
import { isPhotoNote } from './photo-note-guard';

/** More photos than a person hands over in one gesture. */
const MOST_PHOTOS = 1000;

type Method = 'gestureEnded' | 'openComparison' | 'removeSite' | 'tabNotes';
type Request<M extends Method> = RequestOf<'background', M>;

export function isGestureEnded(value: unknown): value is Request<'gestureEnded'> {
  if (!isRecord(value) || !hasOnly(value, 'photos')) return false;
  const { photos } = value;
  return Array.isArray(photos) && photos.length <= MOST_PHOTOS && photos.every(isPhotoNote);
}

export function isTabNotes(value: unknown): value is Request<'tabNotes'> {
  return isRecord(value) && hasOnly(value, 'tabId') && Number.isInteger(value['tabId']);
}

export function isRemoveSite(value: unknown): value is Request<'removeSite'> {
  return isRecord(value) && hasOnly(value, 'site') && isSitePattern(value['site']);
}

export function isOpenComparison(value: unknown): value is Request<'openComparison'> {
  return isRecord(value) && hasOnly(value, 'jobId') && isUuid(value['jobId']);
}

function hasOnly(value: Record<string, unknown>, ...keys: readonly string[]): boolean {
  return Object.keys(value).every((key) => keys.includes(key));
}

import { isRecord } from './is-record';
import type { JobOptions } from './job';
import type { FaceBox, PhotoReport } from './report';

/** The compare page opens one port, named after the token that its address brought. */
export const COMPARE_PORT_PREFIX = 'compare:';

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
/** Far more than the largest photo that the engine takes has on a side. */
const MOST_SIDE = 100_000;

/** How a photo was worked on, as far as it decides what J is. */
export type JobTerms = Pick<JobOptions, 'mode' | 'form' | 'strength' | 'transferSteps'>;

/** A photo before and after, as files, and what was measured. The one message of the port. */
export interface Comparison {
  readonly name: string;
  readonly before: Blob;
  readonly after: Blob;
  readonly report: PhotoReport;
  readonly terms: JobTerms;
}

/** Where a comparison can be seen: in a tab yet to be opened with the token, or in one that is open. */
export type ComparisonPlace = { readonly token: string } | { readonly tabId: number };

/** Whose comparison it is: the job, and the tab in which it was asked for. */
export interface ComparisonOwner {
  readonly jobId: string;
  readonly tabId: number;
}

/** What J is wanted of. */
export interface JndWish {
  readonly photo: Blob;
  readonly box: FaceBox;
  readonly terms: JobTerms;
}

/** J around a face as a picture: black is 0, white is `most` levels of 255. */
export interface JndMap {
  readonly picture: Blob;
  /** What of the photo it shows. */
  readonly region: FaceBox;
  readonly most: number;
}

/** What of a job's options decides what J is. */
export function termsOf({ mode, form, strength, transferSteps }: JobOptions): JobTerms {
  return {
    ...(mode && { mode }),
    ...(form && { form }),
    ...(strength && { strength }),
    ...(transferSteps !== undefined && { transferSteps }),
  };
}

export function comparePortName(token: string): string {
  return `${COMPARE_PORT_PREFIX}${token}`;
}

/** Whether `value` is a random id as crypto.randomUUID() makes them. */
export function isUuid(value: unknown): value is string {
  return typeof value === 'string' && UUID.test(value);
}

/** Whether `value` says whose comparison is meant. */
export function isComparisonOwner(value: unknown): value is ComparisonOwner {
  if (!isRecord(value)) return false;
  const { jobId, tabId, ...unknown } = value;
  return isUuid(jobId) && Number.isInteger(tabId) && Object.keys(unknown).length === 0;
}

/** Whether `value` is a box of sane size in a photo. */
export function isFaceBox(value: unknown): value is FaceBox {
  return (
    Array.isArray(value) &&
    value.length === 4 &&
    value.every((part) => Number.isFinite(part) && Math.abs(Number(part)) < MOST_SIDE)
  );
}

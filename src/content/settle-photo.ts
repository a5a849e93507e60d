import { errorOf } from '../shared/error-of';
import type { ErrorCode } from '../shared/errors';
import { UnnoticedError } from '../shared/errors';
import type { JobRequest } from '../shared/job';
import { deliveredName, deliveredType } from '../shared/output-type';
import type { PhotoNote } from '../shared/photo-note';
import type { PhotoReport } from '../shared/report';
import type { JobResult } from '../shared/run-job';
import type { PagePolicy } from '../shared/settings';
import type { Decision, Doubt, PhotoView } from './gesture-view';
import type { GestureRoom } from './gesture-room';
import { passedOn } from './settled';
import type { Settled } from './settled';

/**
 * Runs one photo's job until there is a file that may go, or a decision that says otherwise. Rejects
 * with `cancelled` only, when the whole gesture was.
 */
export async function settlePhoto(
  photo: File,
  view: PhotoView,
  policy: PagePolicy,
  signal: AbortSignal,
  room: Pick<GestureRoom, 'run' | 'compare'>,
): Promise<Settled> {
  let asStill = false;
  let stronger = 0;
  for (;;) {
    const request = { file: photo, name: photo.name, asStill, stronger };
    const end = await runOnce(request, view, signal, room);
    if ('code' in end && end.code === 'not-a-photo') {
      return passedOn(photo, view);
    }
    const doubt = doubtAbout(end, policy);
    if (doubt === undefined && 'blob' in end) return accept(photo, end, view, room);
    const why = doubt ?? 'internal';
    const canBeStronger = stronger < policy.strongerLevels;
    const decision = await decide(why, canBeStronger, view, policy, signal);
    asStill ||= decision === 'still';
    if (decision === 'stronger') stronger += 1;
    if (decision === 'again' || decision === 'still' || decision === 'stronger') continue;
    const sendsFound = decision === 'original' && 'blob' in end;
    view.showSettled(decision === 'original' ? 'original' : 'left-out', why);
    // Without a face, what goes is still the file without its metadata.
    if (sendsFound)
      return { file: fileFrom(photo, end.blob, end.report), note: note(photo, 'no-face', 0) };
    const code = why === 'no-face' ? undefined : why;
    if (decision === 'original') return { file: photo, note: note(photo, 'original', 0, code) };
    return { note: note(photo, 'left-out', 0, code) };
  }
}

type JobEnd = JobResult | { readonly code: ErrorCode };

async function runOnce(
  request: JobRequest,
  view: PhotoView,
  signal: AbortSignal,
  room: Pick<GestureRoom, 'run'>,
): Promise<JobEnd> {
  const onProgress = view.showProgress.bind(view);
  try {
    return await room.run(request, { signal, onProgress });
  } catch (error) {
    if (signal.aborted) throw cancelled();
    return { code: errorOf(error).code };
  }
}

/** Why a result may not go without a word; undefined when it may. */
function doubtAbout(end: JobEnd, { askWithoutFace }: PagePolicy): Doubt | undefined {
  if ('code' in end) return end.code;
  const { outcome, faces } = end.report;
  if (outcome === 'no-face') return askWithoutFace ? 'no-face' : undefined;
  // The engine host says so already; what reaches a page is worth a second look.
  const isDone = outcome === 'protected' && faces.every((face) => face.protected);
  return isDone ? undefined : 'internal';
}

async function decide(
  doubt: Doubt,
  canBeStronger: boolean,
  view: PhotoView,
  { onFailure }: PagePolicy,
  signal: AbortSignal,
): Promise<Decision> {
  if (onFailure === 'block' && doubt !== 'no-face') return 'leave-out';
  return await Promise.race([view.ask(doubt, canBeStronger), whenAborted(signal)]);
}

function accept(
  photo: File,
  { id, blob, report }: JobResult,
  view: PhotoView,
  room: Pick<GestureRoom, 'compare'>,
): Settled {
  const isChanged = report.outcome === 'protected';
  view.showDone(report, isChanged ? () => room.compare(id) : undefined);
  const outcome = report.outcome === 'no-face' ? 'no-face' : 'measured';
  return { file: fileFrom(photo, blob, report), note: note(photo, outcome, report.faces.length) };
}

/** The same name, type and time as the file that was chosen, unless it is another kind of file now. */
function fileFrom(chosen: File, blob: Blob, report: PhotoReport): File {
  const { lastModified, webkitRelativePath: path } = chosen;
  const type = deliveredType(report, chosen.type);
  const file = new File([blob], deliveredName(report, chosen.name), { type, lastModified });
  if (path !== '') {
    const value = deliveredName(report, path);
    Object.defineProperty(file, 'webkitRelativePath', { value });
  }
  return file;
}

function note(
  { name }: File,
  outcome: PhotoNote['outcome'],
  faces: number,
  code?: ErrorCode,
): PhotoNote {
  return { name, outcome, faces, ...(code === undefined ? {} : { code }) };
}

function whenAborted(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    if (signal.aborted) reject(cancelled());
    signal.addEventListener('abort', () => {
      reject(cancelled());
    });
  });
}

function cancelled(): UnnoticedError {
  return new UnnoticedError('cancelled', 'Cancelled');
}

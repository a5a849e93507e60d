import { errorOf } from '../shared/error-of';
import type { ErrorCode } from '../shared/errors';
import { UnnoticedError } from '../shared/errors';
import { isLikeTests } from '../shared/expectation';
import { levelName } from '../shared/level';
import type { JobRequest } from '../shared/job';
import { deliveredName, deliveredType } from '../shared/output-type';
import type { PhotoReport } from '../shared/report';
import { JobError } from '../shared/run-job';
import type { JobResult } from '../shared/run-job';
import type { PagePolicy } from '../shared/settings';
import { nextOf } from '../shared/strength';
import type { Verdict, VerdictCase } from '../shared/verdict';
import { SENT_ORIGINAL, SENT_WITHOUT_FACE, verdictOf, verdictOfFailure } from '../shared/verdict';
import type { Decision, Doubt, PhotoQuestion, PhotoView } from './gesture-view';
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
    const verdict = verdictOn(end);
    // What the engine host has measured goes rather than the file as it was chosen: without its
    // metadata, and with the change of the faces that could be measured.
    const found = 'blob' in end && MAY_GO.includes(verdict.case) ? end : undefined;
    const changed = found && found.report.faces.length > 0 ? found : undefined;
    const next = nextOf(policy.strongerLevels - stronger);
    const question: PhotoQuestion = {
      doubt: doubt ?? 'internal',
      verdict,
      ...(changed && { isChanged: true }),
      ...(next && { next }),
      ...(next &&
        isLikeTests(end.report) && { nextLevel: levelName(next, end.report?.unlinkable) }),
    };
    const decision = await decide(question, view, policy, signal);
    asStill ||= decision === 'still';
    if (decision === 'stronger') stronger += 1;
    if (decision === 'again' || decision === 'still' || decision === 'stronger') continue;
    if (decision === 'leave-out') {
      view.showSettled('left-out', verdict);
      return { note: { name: photo.name, outcome: 'left-out', verdict } };
    }
    if (changed) return accept(photo, changed, view, room);
    const sent = found ? SENT_WITHOUT_FACE : SENT_ORIGINAL;
    view.showSettled('original', sent);
    const note = { name: photo.name, verdict: sent };
    if (!found) return { file: photo, note: { ...note, outcome: 'original' } };
    return {
      file: fileFrom(photo, found.blob, found.report),
      note: { ...note, outcome: 'no-face' },
    };
  }
}

type JobEnd = JobResult | { readonly code: ErrorCode; readonly report?: PhotoReport };

/** What the page may get without a word. Whatever else is said of a photo holds it back. */
const MAY_GO: readonly VerdictCase[] = ['all-stopped', 'unmeasured', 'no-face'];

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
    const { code } = errorOf(error);
    const report = error instanceof JobError ? error.report : undefined;
    return { code, ...(report && { report }) };
  }
}

function verdictOn(end: JobEnd): Verdict {
  return 'code' in end ? verdictOfFailure(end.code, end.report) : verdictOf(end.report);
}

/** Why a result may not go without a word; undefined when it may. */
function doubtAbout(end: JobEnd, { askWithoutFace }: PagePolicy): Doubt | undefined {
  if ('code' in end) return end.code;
  // The engine host says that it may go; what reaches a page is worth a second look.
  const { case: name } = verdictOf(end.report);
  if (name === 'no-face' || name === 'unmeasured') return askWithoutFace ? name : undefined;
  return MAY_GO.includes(name) ? undefined : 'internal';
}

async function decide(
  question: PhotoQuestion,
  view: PhotoView,
  { onFailure }: PagePolicy,
  signal: AbortSignal,
): Promise<Decision> {
  const isFailure = question.doubt !== 'no-face' && question.doubt !== 'unmeasured';
  if (onFailure === 'block' && isFailure) return 'leave-out';
  return await Promise.race([view.ask(question), whenAborted(signal)]);
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
  const verdict = verdictOf(report);
  return { file: fileFrom(photo, blob, report), note: { name: photo.name, outcome, verdict } };
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

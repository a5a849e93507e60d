import { errorOf } from '../shared/error-of';
import { verdictOfFailure } from '../shared/verdict';
import type { CaughtGesture } from './gesture';
import type { GestureRoom } from './gesture-room';
import type { PhotoView } from './gesture-view';
import { isPossibleImage } from './gate/possible-image';
import { isUnprotectedKind } from './gate/unprotected-kind';
import { settlePhoto } from './settle-photo';
import { passedOn } from './settled';
import type { Settled } from './settled';

/**
 * Takes one gesture from the person's choice to the page: every photo is settled (changed, without
 * a face, the person's decision), then the page gets all that may go, in order. Whatever goes wrong,
 * it gets nothing. Never rejects.
 */
export async function protectGesture(gesture: CaughtGesture, room: GestureRoom): Promise<void> {
  const shown = gesture.files.filter((file) => isPossibleImage(file) || isUnprotectedKind(file));
  if (shown.length === 0) {
    // Caught for something in its texts that may not go. There is nothing to wait for or to ask.
    await gesture.deliver(gesture.files).catch(() => {
      letGo(gesture);
    });
    return;
  }
  const stop = new AbortController();
  const view = room.panel.open(shown, () => {
    stop.abort();
  });
  gesture.superseded.addEventListener('abort', () => {
    stop.abort();
    view.remove();
  });
  try {
    const policy = await room.policy();
    const settled = await Promise.all(
      shown.map(async (file, index): Promise<Settled> => {
        const row = viewOf(view.photos, index);
        if (!isPossibleImage(file)) return passedOn(file, row);
        return await settlePhoto(file, row, policy, stop.signal, room);
      }),
    );
    stop.signal.throwIfAborted();
    const files = inPlace(gesture.files, shown, settled);
    const count = files.filter((file) => file !== undefined).length;
    if (count > 0 || gesture.hasMore === true) await gesture.deliver(files);
    else letGo(gesture);
    view.showEnd(count);
    room.note(settled.map(({ note }) => note));
  } catch (error) {
    letGo(gesture);
    if (gesture.superseded.aborted) return;
    const { code } = stop.signal.aborted ? { code: 'cancelled' as const } : errorOf(error);
    view.showStopped(code);
    const verdict = verdictOfFailure(code);
    room.note(shown.map(({ name }) => ({ name, outcome: 'left-out', verdict })));
  }
}

function letGo(gesture: CaughtGesture): void {
  try {
    gesture.abandon?.();
  } catch {
    // There is no page left to let anything go.
  }
}

/** The gesture's files with each shown one replaced by what it became; undefined where it was left out. */
function inPlace(
  files: readonly File[],
  shown: readonly File[],
  settled: readonly Settled[],
): (File | undefined)[] {
  const results = new Map(shown.map((file, index) => [file, settled[index]?.file]));
  return files.map((file) => (results.has(file) ? results.get(file) : file));
}

function viewOf(views: readonly PhotoView[], index: number): PhotoView {
  const view = views[index];
  if (view === undefined) throw new Error('The panel shows fewer photos than there are');
  return view;
}

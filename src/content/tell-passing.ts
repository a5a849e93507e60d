import type { GestureRoom } from './gesture-room';
import { isUnprotectedKind } from './gate/unprotected-kind';
import { passedOn } from './settled';

/** The page comes first: it has its event already, and nothing waits for the panel. */
const LATEST_MS = 1000;

/** Tells the person of files that the page got untouched, where they might be taken for protected. */
export function tellPassing(files: readonly File[], room: GestureRoom): void {
  const told = files.filter(isUnprotectedKind);
  if (told.length === 0) return;
  requestIdleCallback(
    () => {
      const view = room.panel.open(told, () => undefined);
      // What was not protected is to be read out last, or it would not be heard.
      view.showEnd(files.length);
      room.note(told.map((file, index) => passedOn(file, view.photos[index]).note));
    },
    { timeout: LATEST_MS },
  );
}

import { UnnoticedError } from '../../shared/errors';
import type { Vector } from '../gesture';
import { chosen } from './page-port';
import type { PagePort } from './page-port';
import { isPossibleImage } from './possible-image';
import type { WindowListeners } from './window-listeners';

/**
 * Catches what a person chooses in an `<input type=file>` of the document. Blink sets the list and
 * dispatches a trusted `input` and then a `change` in one task (file_input_type.cc): the first is
 * where the list is emptied, the second is its twin and goes the same way.
 */
export function fileInputVector(page: PagePort, listeners: WindowListeners): Vector {
  return (onGesture) => {
    const pending = new Map<HTMLInputElement, AbortController>();
    /** Inputs whose `input` was caught and whose `change` is still to come in the same task. */
    const twins = new WeakSet<HTMLInputElement>();

    const onInput = (event: Event): void => {
      const input = fileInputOf(event);
      if (input === undefined) return;
      const files = [...(input.files ?? [])];
      if (files.length === 0 && event.type === 'change' && twins.delete(input)) {
        event.stopImmediatePropagation();
        return;
      }
      // Whatever is chosen now replaces what was chosen before, as the browser has it.
      pending.get(input)?.abort();
      pending.delete(input);
      if (!files.some(isPossibleImage)) return;
      event.stopImmediatePropagation();
      input.files = new DataTransfer().files;
      if (event.type === 'input') twins.add(input);
      catchFiles(input, files);
    };

    const catchFiles = (input: HTMLInputElement, files: readonly File[]): void => {
      const superseded = new AbortController();
      pending.set(input, superseded);
      const forget = (): void => {
        if (pending.get(input) === superseded) pending.delete(input);
      };
      onGesture({
        files,
        superseded: superseded.signal,
        deliver: (delivered) => {
          place(page, input, superseded.signal, delivered);
          forget();
          return Promise.resolve();
        },
        abandon: forget,
      });
    };

    listeners.add('input', onInput);
    listeners.add('change', onInput);
    window.addEventListener('pagehide', () => {
      for (const superseded of pending.values()) superseded.abort();
      pending.clear();
    });
  };
}

/** The file input that a person just used; our own events, like those of the page, are not trusted. */
function fileInputOf(event: Event): HTMLInputElement | undefined {
  if (!event.isTrusted) return undefined;
  const [node] = event.composedPath();
  return node instanceof HTMLInputElement && node.type === 'file' ? node : undefined;
}

function place(
  page: PagePort,
  input: HTMLInputElement,
  superseded: AbortSignal,
  delivered: readonly (File | undefined)[],
): void {
  if (superseded.aborted) throw new UnnoticedError('cancelled', 'Another choice took its place');
  const files = delivered.filter((file) => file !== undefined);
  if (files.length === 0) throw new UnnoticedError('internal', 'An empty choice is no choice');
  if (!input.isConnected) {
    throw new UnnoticedError('page-changed', 'The input is no longer in the page');
  }
  page.order({ kind: 'choose', chosen: files.map(chosen) }, input);
}

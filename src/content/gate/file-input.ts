import { UnnoticedError } from '../../shared/errors';
import type { Vector } from '../gesture';
import { fileInputsIn, shadowRootOf } from './closed-root';
import { HeldSubmits } from './held-submits';
import { chosen } from './page-port';
import type { PagePort } from './page-port';
import { isPossibleImage } from './possible-image';
import type { WindowListeners } from './window-listeners';

/**
 * Catches what a person chooses in an `<input type=file>`, wherever it is. Blink sets the list and
 * dispatches a trusted `input` and then a `change` in one task (file_input_type.cc): the first is
 * where the list is emptied, the second is its twin and goes the same way.
 */
export function fileInputVector(page: PagePort, listeners: WindowListeners): Vector {
  return (onGesture, onPassing) => {
    const pending = new Map<HTMLInputElement, AbortController>();
    /** Inputs whose choice was caught and whose events of the same task are still to come. */
    const twins = new WeakSet<HTMLInputElement>();
    /** Where the gate listens besides the window. */
    const watched = new WeakSet<Node>();
    const told = new WeakSet<Event>();
    const submits = new HeldSubmits(
      page,
      (form) => [...pending.keys()].some((input) => input.form === form),
      (input) => {
        if (!pending.has(input) && holdsOriginal(input, page)) catchChoice(input);
      },
    );

    const onInput = (event: Event): void => {
      const input = event.isTrusted ? fileInputOf(event, page) : undefined;
      if (input === undefined) return;
      if (input.files?.length === 0 && twins.has(input)) {
        if (event.type === 'change') twins.delete(input);
        event.stopImmediatePropagation();
        return;
      }
      if (!catchChoice(input)) {
        tellPassing(event, input);
        return;
      }
      event.stopImmediatePropagation();
      if (event.type !== 'input') return;
      twins.add(input);
      if (input.getRootNode() !== document) watch(input);
    };

    /** By the first of the two events; it may come by the window and by where else the gate listens. */
    const tellPassing = (event: Event, input: HTMLInputElement): void => {
      if (event.type !== 'input' || told.has(event)) return;
      told.add(event);
      onPassing([...(input.files ?? [])]);
    };

    /** True when there was a possible photo in it, which is then no longer there. */
    const catchChoice = (input: HTMLInputElement): boolean => {
      const files = [...(input.files ?? [])];
      // Whatever is chosen now replaces what was chosen before, as the browser has it.
      pending.get(input)?.abort();
      pending.delete(input);
      if (!files.some(isPossibleImage)) return false;
      tellCaught(input, page);
      input.files = new DataTransfer().files;
      catchFiles(input, files);
      return true;
    };

    const catchFiles = (input: HTMLInputElement, files: readonly File[]): void => {
      const superseded = new AbortController();
      const { form } = input;
      // An input that is taken away meanwhile may still be listened to, if a script opened it.
      const mayLeave = !input.isConnected || watched.has(input);
      pending.set(input, superseded);
      const settle = (isDelivered: boolean): void => {
        if (pending.get(input) !== superseded) return;
        pending.delete(input);
        twins.delete(input);
        submits.settle(form, isDelivered);
      };
      onGesture({
        files,
        superseded: superseded.signal,
        deliver: (delivered) => {
          if (!mayLeave && !isThere(input)) {
            throw new UnnoticedError('page-changed', 'The input is no longer in the page');
          }
          place(page, input, superseded.signal, delivered);
          settle(true);
          return Promise.resolve();
        },
        abandon: () => {
          settle(false);
        },
      });
    };

    /** Outside of the document, and inside of a shadow root, no `change` comes by the window. */
    const watch = (input: HTMLInputElement): void => {
      for (const place of [outermostOf(input), input]) {
        if (place === document || watched.has(place)) continue;
        watched.add(place);
        place.addEventListener('input', onInput, true);
        place.addEventListener('change', onInput, true);
        place.addEventListener('submit', submits.onSubmit, true);
      }
    };

    page.on('open', (input) => {
      if (input instanceof HTMLInputElement) watch(input);
      return true;
    });
    page.on('found', (input) => {
      if (!(input instanceof HTMLInputElement) || !catchChoice(input)) return false;
      // A listener of the page outran ours, and looked: what follows is as after an `input`.
      twins.add(input);
      return true;
    });
    listeners.add('input', onInput);
    listeners.add('change', onInput);
    listeners.add('submit', submits.onSubmit);
    window.addEventListener('pagehide', () => {
      for (const superseded of pending.values()) superseded.abort();
      pending.clear();
    });
  };
}

/** The file input that an event is about, also where the event does not say so. */
function fileInputOf(event: Event, page: PagePort): HTMLInputElement | undefined {
  const [node] = event.composedPath();
  if (node instanceof HTMLInputElement) return node.type === 'file' ? node : undefined;
  // Typing is an InputEvent; a choice of files is none.
  if (!(node instanceof Element) || event instanceof InputEvent) return undefined;
  const root = shadowRootOf(node);
  return root === null ? undefined : fileInputsIn(root).find((input) => holdsOriginal(input, page));
}

/** So that the page-world part knows these files again, and stops the twin where it comes first. */
function tellCaught(input: HTMLInputElement, page: PagePort): void {
  try {
    page.order({ kind: 'caught' }, input);
  } catch {
    // Nothing can be delivered either, and that is said then.
  }
}

/**
 * Where events at the input begin. A tree that is in nothing gets a place around it: the page's own
 * capturing listeners may be on all of it, and ours have to come before them.
 */
function outermostOf(input: HTMLInputElement): Node {
  const root = input.getRootNode();
  if (!(root instanceof Element)) return root;
  const around = document.createDocumentFragment();
  around.append(root);
  return around;
}

/** By a call: it may have changed since it was read before. */
function isThere(node: Node): boolean {
  return node.isConnected;
}

function holdsOriginal(input: HTMLInputElement, page: PagePort): boolean {
  if (![...(input.files ?? [])].some(isPossibleImage)) return false;
  try {
    return page.order({ kind: 'isOriginal' }, input);
  } catch {
    return true;
  }
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
  page.order({ kind: 'choose', chosen: files.map(chosen) }, input);
}

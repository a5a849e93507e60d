import { addressOf } from './inline-images';
import type { PagePort } from './page-port';
import type { Part } from './transfer';

/**
 * What the browser itself does with a drop or a paste that no handler of the page took: a file input
 * takes the files, an editable element the HTML, the pictures or the text.
 */
export async function insertInto(
  target: Node,
  parts: readonly Part[],
  page: PagePort,
  point?: MouseEventInit,
): Promise<void> {
  const files = parts.flatMap((part) => (part.kind === 'file' ? [part.chosen] : []));
  if (target instanceof HTMLInputElement && target.type === 'file') {
    const taken = target.multiple ? files : files.slice(0, 1);
    if (taken.length > 0 && !target.disabled) page.order({ kind: 'choose', chosen: taken }, target);
    return;
  }
  const editor = target instanceof HTMLElement ? target : target.parentElement;
  if (editor?.isContentEditable === true) {
    const html = textOf(parts, 'text/html') ?? (await picturesOf(files.map(({ file }) => file)));
    focusOn(editor, point);
    if (html === '') document.execCommand('insertText', false, textOf(parts, 'text/plain') ?? '');
    else document.execCommand('insertHTML', false, withoutScripts(html));
  } else if (isTextField(editor)) {
    editor.focus();
    document.execCommand('insertText', false, textOf(parts, 'text/plain') ?? '');
  }
}

function textOf(parts: readonly Part[], type: string): string | undefined {
  for (const part of parts) if (part.kind === 'text' && part.type === type) return part.text;
  return undefined;
}

async function picturesOf(files: readonly File[]): Promise<string> {
  const pictures = files.filter(({ type }) => type.startsWith('image/'));
  const addresses = await Promise.all(pictures.map(addressOf));
  return addresses.map((address) => `<img src="${address}">`).join('');
}

/** Newer than the types: the Sanitizer API, in Chromium since 146. */
interface Sanitising {
  setHTML(html: string, options: { sanitizer: { removeElements: string[] } }): void;
}

/** A paste by the browser runs no script of what is pasted; insertHTML would. */
function withoutScripts(html: string): string {
  const holder = document.implementation.createHTMLDocument().createElement('div');
  (holder as unknown as Sanitising).setHTML(html, { sanitizer: { removeElements: [] } });
  return holder.innerHTML;
}

function focusOn(editor: HTMLElement, point?: MouseEventInit): void {
  if (!editor.contains(document.activeElement)) editor.focus();
  if (point === undefined) return;
  const caret = document.caretPositionFromPoint(point.clientX ?? 0, point.clientY ?? 0);
  if (caret === null || !editor.contains(caret.offsetNode)) return;
  document.getSelection()?.collapse(caret.offsetNode, caret.offset);
}

function isTextField(element: HTMLElement | null): element is HTMLElement {
  return element instanceof HTMLTextAreaElement || element instanceof HTMLInputElement;
}

import { errorOf } from '../../shared/error-of';
import type { ErrorCode } from '../../shared/errors';
import type { JobProgress } from '../../shared/job';
import { outputName } from '../../shared/output-name';
import { deliveredName } from '../../shared/output-type';
import type { FaceBox, PhotoReport } from '../../shared/report';
import {
  detailText,
  errorText,
  outcomeText,
  progressText,
  timeLeftText,
} from '../../shared/job-text';
import { TimeLeft } from '../../shared/time-left';

type State = 'working' | 'done' | 'failed';

/** One photo in the list: what it is, what is happening to it, what came out. */
export class PhotoRow {
  readonly element: HTMLElement;
  readonly #file: File;
  readonly #picture: HTMLImageElement;
  readonly #bar: HTMLProgressElement;
  readonly #save: HTMLAnchorElement;
  #size = { width: 1, height: 1 };
  #timeLeft = new TimeLeft();
  #onCancel: (() => void) | undefined;
  #onAgain: (() => void) | undefined;
  #compare: (() => Promise<unknown>) | undefined;

  constructor(template: HTMLTemplateElement, file: File) {
    const content = template.content.cloneNode(true) as DocumentFragment;
    this.element = pick(content, '.photo', HTMLElement);
    this.#file = file;
    this.#picture = pick(content, '.picture', HTMLImageElement);
    this.#bar = pick(content, '.bar', HTMLProgressElement);
    this.#save = pick(content, '.save', HTMLAnchorElement);
    this.#text('.name', file.name);
    this.#bar.setAttribute('aria-label', file.name);
    this.#picture.addEventListener('error', () => {
      this.#showNoPicture();
    });
    this.#showPicture(file);
    this.#part('.cancel').addEventListener('click', () => this.#onCancel?.());
    this.#part('.again').addEventListener('click', () => this.#onAgain?.());
    this.#part('.compare').addEventListener('click', () => void this.#openComparison());
  }

  showStart(onCancel: () => void): void {
    this.#onCancel = onCancel;
    this.#timeLeft = new TimeLeft();
    this.#showState('working');
    this.#bar.removeAttribute('value');
    this.showProgress({ kind: 'started' });
  }

  showProgress(progress: JobProgress): void {
    this.#text('.status', progressText(progress));
    if (progress.kind === 'decoded') this.#size = progress;
    if (progress.kind === 'found') this.#showBoxes(progress.boxes);
    if (progress.kind !== 'step') return;
    const { share, secondsLeft } = this.#timeLeft.onStep(progress, performance.now());
    this.#bar.value = share;
    this.#text('.left', secondsLeft === undefined ? '' : timeLeftText(secondsLeft));
  }

  /** `compare` opens before and after; absent where nothing was changed. */
  showDone(blob: Blob, report: PhotoReport, compare?: () => Promise<unknown>): void {
    this.#compare = compare;
    this.#showState('done');
    this.#part('.compare').hidden = compare === undefined;
    this.#text('.status', outcomeText(report));
    this.#text('.detail', detailText(report));
    this.#showPicture(blob);
    this.#save.href = this.#picture.src;
    this.#save.download = outputName(deliveredName(report, this.#file.name));
  }

  /** `again`: what may be tried, if anything. */
  showFailed(code: ErrorCode, again: { label: string; act: () => void } | undefined): void {
    this.#onAgain = again?.act;
    this.#showState('failed');
    this.#text('.status', errorText(code));
    this.#part('.again').hidden = again === undefined;
    if (again) this.#text('.again', again.label);
  }

  async #openComparison(): Promise<void> {
    try {
      await this.#compare?.();
    } catch (error) {
      this.#part('.compare').hidden = true;
      this.#text('.detail', errorText(errorOf(error).code));
    }
  }

  #showState(state: State): void {
    this.element.dataset['state'] = state;
    this.#part('.progress').hidden = state !== 'working';
    this.#part('.cancel').hidden = state !== 'working';
    this.#part('.again').hidden = true;
    this.#part('.compare').hidden = true;
    this.#save.hidden = state !== 'done';
    this.#text('.left', '');
    this.#text('.detail', '');
  }

  #showPicture(blob: Blob): void {
    URL.revokeObjectURL(this.#picture.src);
    this.#picture.src = URL.createObjectURL(blob);
  }

  /** The browser itself cannot show this file. */
  #showNoPicture(): void {
    this.#picture.hidden = true;
    this.#part('.thumbnail').classList.add('blank');
  }

  #showBoxes(boxes: readonly FaceBox[]): void {
    const figure = this.#part('.thumbnail');
    for (const old of figure.querySelectorAll('.face')) old.remove();
    const { width, height } = this.#size;
    for (const [x, y, boxWidth, boxHeight] of boxes) {
      const mark = document.createElement('span');
      mark.className = 'face';
      mark.style.left = `${(100 * x) / width}%`;
      mark.style.top = `${(100 * y) / height}%`;
      mark.style.width = `${(100 * boxWidth) / width}%`;
      mark.style.height = `${(100 * boxHeight) / height}%`;
      figure.append(mark);
    }
  }

  #text(selector: string, text: string): void {
    const part = this.#part(selector);
    // A status that says the same again would be read out again.
    if (part.textContent !== text) part.textContent = text;
  }

  #part(selector: string): HTMLElement {
    return pick(this.element, selector, HTMLElement);
  }
}

function pick<T extends Element>(root: ParentNode, selector: string, kind: new () => T): T {
  const found = root.querySelector(selector);
  if (found instanceof kind) return found;
  throw new Error(`The row has no ${kind.name} ${selector}`);
}

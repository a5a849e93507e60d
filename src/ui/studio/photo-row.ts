import { errorOf } from '../../shared/error-of';
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
  verdictText,
} from '../../shared/job-text';
import type { LevelName } from '../../shared/level';
import { expectationText, figuresOf, strengthName } from '../../shared/strength-text';
import type { Figures } from '../../shared/strength-text';
import { translate } from '../../shared/translate';
import { verdictOf } from '../../shared/verdict';
import type { Verdict } from '../../shared/verdict';
import type { NextTry } from './next-try';

type State = 'working' | 'done' | 'failed';

/** What may be tried after a failure, and how to start it. */
interface Offer {
  readonly next: NextTry;
  /** What the next strength is measured as, where the benchmark's figures are about such photos too. */
  readonly nextLevel?: LevelName;
  readonly act: () => void;
}

/** One photo in the list: what it is, what is happening to it, what came out. */
export class PhotoRow {
  readonly element: HTMLElement;
  readonly #file: File;
  readonly #picture: HTMLImageElement;
  readonly #bar: HTMLProgressElement;
  readonly #save: HTMLAnchorElement;
  #size = { width: 1, height: 1 };
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
    this.#showState('working');
    this.#bar.removeAttribute('value');
    this.showProgress({ kind: 'started' });
  }

  showProgress(progress: JobProgress): void {
    this.#text('.status', progressText(progress));
    if (progress.kind === 'decoded') this.#size = progress;
    if (progress.kind === 'found') this.#showBoxes(progress.boxes);
    if (!progress.work) return;
    this.#bar.value = progress.work.share;
    this.#text('.left', timeLeftText(progress.work.secondsLeft));
  }

  /** `compare` opens before and after; absent where nothing was changed. */
  showDone(blob: Blob, report: PhotoReport, compare?: () => Promise<unknown>): void {
    this.#compare = compare;
    this.#showState('done');
    this.#part('.compare').hidden = compare === undefined;
    const verdict = verdictOf(report);
    this.element.dataset['verdict'] = verdict.case;
    this.#text('.status', outcomeText(report));
    this.#text('.detail', detailText(report));
    if (verdict.case === 'all-stopped') this.#showFigures(expectationText(report));
    this.#showPicture(blob);
    this.#save.href = this.#picture.src;
    this.#save.download = outputName(deliveredName(report, this.#file.name));
  }

  /** `offer`: what may be tried, if anything. */
  showFailed(verdict: Verdict, offer: Offer | undefined): void {
    this.#onAgain = offer?.act;
    this.#showState('failed');
    this.element.dataset['verdict'] = verdict.case;
    this.#text('.status', verdictText(verdict));
    this.#part('.again').hidden = offer === undefined;
    if (!offer) return;
    this.#text('.again', labelOf(offer.next));
    if (offer.next.kind !== 'stronger' || offer.nextLevel === undefined) return;
    const { strength } = offer.next;
    const { text, source } = figuresOf(offer.nextLevel);
    this.#showFigures({ text: `${strengthName(strength)}: ${text}`, source });
  }

  #showFigures(figures: Figures | undefined): void {
    this.#text('.figures', figures?.text ?? '');
    this.#part('.figures').title = figures?.source ?? '';
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
    this.#showFigures(undefined);
    delete this.element.dataset['verdict'];
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

function labelOf(next: NextTry): string {
  switch (next.kind) {
    case 'still':
      return translate('panel_still');
    case 'stronger':
      return translate('panel_stronger', strengthName(next.strength));
    case 'again':
      return translate('studio_again');
  }
}

function pick<T extends Element>(root: ParentNode, selector: string, kind: new () => T): T {
  const found = root.querySelector(selector);
  if (found instanceof kind) return found;
  throw new Error(`The row has no ${kind.name} ${selector}`);
}

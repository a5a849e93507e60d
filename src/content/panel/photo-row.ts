import type { JobProgress, Work } from '../../shared/job';
import { outcomeText, progressText, timeLeftText } from '../../shared/job-text';
import type { PhotoReport } from '../../shared/report';
import { expectationText } from '../../shared/strength-text';
import { verdictOf } from '../../shared/verdict';
import type { Verdict } from '../../shared/verdict';
import { isPossibleImage } from '../gate/possible-image';
import type { Decision, PhotoQuestion, PhotoView } from '../gesture-view';
import { CompareButton } from './compare-button';
import { make, setText } from './elements';
import { makeQuestion } from './question';
import { Thumbnail } from './thumbnail';
import { orElse, sentence } from './texts';
import type { Texts } from './texts';

/** How far a photo is, for the head of the panel. */
export interface FaceCount {
  /** Faces that were found; 0 until they were looked for. */
  readonly found: number;
  readonly done: number;
}

type State = 'working' | 'asking' | 'done' | 'original' | 'left-out';

/** One photo: what it is, what is happening to it, what a person has to decide, what came out. */
export class PhotoRow implements PhotoView {
  readonly element = make('li', 'photo');
  readonly #texts: Texts;
  readonly #onChange: (announcement?: string) => void;
  readonly #name: string;
  readonly #thumbnail: Thumbnail;
  readonly #facts = make('div', 'facts');
  readonly #status = make('p', 'status');
  readonly #expectation = make('p', 'expectation');
  readonly #progress = make('div', 'progress');
  readonly #bar = make('progress', 'bar');
  readonly #left = make('span', 'left');
  #size = { width: 1, height: 1 };
  #faces: FaceCount = { found: 0, done: 0 };
  #state: State = 'working';
  #isCompared = false;
  #verdict: Verdict | undefined;
  #question: { element: HTMLElement; decide: (decision: Decision) => void } | undefined;

  constructor(photo: File, texts: Texts, onChange: (announcement?: string) => void) {
    this.#texts = texts;
    this.#onChange = onChange;
    this.#name = photo.name;
    this.#thumbnail = new Thumbnail(isPossibleImage(photo) ? photo : undefined);
    const name = make('bdi', 'name', photo.name);
    name.title = photo.name;
    this.#bar.setAttribute('aria-label', photo.name);
    this.#progress.append(this.#bar, this.#left);
    this.#facts.append(name, this.#status, this.#expectation, this.#progress);
    this.element.append(this.#thumbnail.element, this.#facts);
    this.#start();
  }

  get faces(): FaceCount {
    return this.#faces;
  }

  get state(): State {
    return this.#state;
  }

  /** The person has looked into it: it does not leave by itself any more. */
  get isCompared(): boolean {
    return this.#isCompared;
  }

  /** What was said of the photo in the end; undefined until then. */
  get verdict(): Verdict | undefined {
    return this.#verdict;
  }

  showProgress(progress: JobProgress): void {
    this.#say(() => progressText(progress));
    if (progress.kind === 'decoded') this.#size = progress;
    if (progress.kind === 'found') {
      this.#thumbnail.showBoxes(progress.boxes, this.#size);
      this.#faces = { found: progress.boxes.length, done: 0 };
    }
    if (progress.kind === 'step') this.#faces = { found: progress.faces, done: progress.face - 1 };
    if (progress.work) this.#showWork(progress.work);
    this.#onChange();
  }

  showDone(report: PhotoReport, compare?: () => Promise<unknown>): void {
    this.#faces = { found: report.faces.length, done: report.faces.length };
    this.#say(() => outcomeText(report));
    const verdict = verdictOf(report);
    if (verdict.case === 'all-stopped') this.#expect(report);
    if (compare !== undefined) this.#offerCompare(compare);
    this.#settle('done', verdict);
  }

  ask(question: PhotoQuestion): Promise<Decision> {
    return new Promise((resolve) => {
      const decide = (decision: Decision): void => {
        this.#question?.element.remove();
        this.#question = undefined;
        if (decision !== 'original' && decision !== 'leave-out') this.#start();
        resolve(decision);
        this.#onChange();
      };
      const element = makeQuestion(question, this.#texts, decide);
      this.#question = { element, decide };
      setText(this.#status, '');
      this.#enter('asking');
      this.element.append(element);
      this.#onChange();
      element.scrollIntoView({ block: 'nearest' });
    });
  }

  showSettled(how: 'original' | 'left-out', verdict: Verdict): void {
    const text = sentence(verdict, this.#texts);
    setText(this.#status, how === 'original' ? text : `${text} ${this.#texts.leftOut}`);
    this.#settle(how, verdict);
  }

  /** The gesture is over, whatever the person would have said. */
  dismiss(): void {
    this.#question?.decide('leave-out');
    this.#progress.hidden = true;
    if (this.#state === 'working' || this.#state === 'asking') setText(this.#status, '');
  }

  #offerCompare(compare: () => Promise<unknown>): void {
    const { element } = new CompareButton(this.#texts, compare, () => {
      this.#isCompared = true;
      this.#onChange();
    });
    this.#facts.append(element);
  }

  #start(): void {
    this.#bar.removeAttribute('value');
    setText(this.#left, '');
    this.#faces = { found: this.#faces.found, done: 0 };
    this.#say(() => progressText({ kind: 'started' }));
    this.#enter('working');
  }

  #showWork({ share, secondsLeft }: Work): void {
    this.#bar.value = share;
    setText(
      this.#left,
      orElse(() => timeLeftText(secondsLeft), ''),
    );
  }

  /** What nobody asked about this photo, and the benchmark did. */
  #expect(report: PhotoReport): void {
    const found = orElse(() => expectationText(report), undefined);
    if (!found) return;
    setText(this.#expectation, found.text);
    this.#expectation.title = found.source;
  }

  #settle(state: State, verdict: Verdict): void {
    this.#verdict = verdict;
    this.element.dataset['verdict'] = verdict.case;
    this.#enter(state);
    this.#onChange(`${this.#name}: ${this.#status.textContent}`);
  }

  #enter(state: State): void {
    this.#state = state;
    this.element.dataset['state'] = state;
    this.#progress.hidden = state !== 'working';
  }

  #say(make: () => string): void {
    setText(this.#status, orElse(make, this.#status.textContent));
  }
}

import { errorOf } from '../../shared/error-of';
import { errorText } from '../../shared/job-text';
import type { StoredFace, TargetSearch } from '../../shared/target-photo';
import { translate } from '../../shared/translate';
import { askEngine } from '../ask-engine';
import { part } from '../part';
import { receivePhotos } from '../receive-photos';
import { FaceFrames } from './face-frames';

/** The face that a person chooses as the target: choose a photo, say which face, remove it. */
export class FacePicker {
  readonly #section = part('target-photo', HTMLElement);
  readonly #state = part('face-state', HTMLElement);
  readonly #stored = part('face-stored', HTMLElement);
  readonly #picture = part('face-picture', HTMLImageElement);
  readonly #file = part('face-file', HTMLInputElement);
  readonly #frames = new FaceFrames(
    part('face-search', HTMLElement),
    part('face-photo', HTMLImageElement),
  );
  /** What is under way; an answer to anything before it is no longer of interest. */
  #latest = 0;

  constructor() {
    receivePhotos(part('face-drop', HTMLLabelElement), this.#file, ([photo]) => {
      if (photo !== undefined && !this.#section.hidden) void this.#search(photo, null);
    });
    part('face-remove', HTMLButtonElement).addEventListener('click', () => {
      void this.#remove();
    });
  }

  /** Shows what is stored, or hides everything. */
  show(isChosen: boolean): void {
    const wasHidden = this.#section.hidden;
    this.#section.hidden = !isChosen;
    if (isChosen && wasHidden) void this.#read();
  }

  #read(): Promise<void> {
    return this.#ask(askEngine('readTarget', null), (stored) => {
      this.#showStored(stored);
      this.#say(stored === null ? translate('options_face_none') : '');
    });
  }

  #search(photo: Blob, face: number | null): Promise<void> {
    this.#say(translate('options_face_searching'));
    if (face === null) this.#frames.clear();
    return this.#ask(askEngine('enrolTarget', { photo, face }), (search) => {
      this.#showSearch(photo, search, face);
    });
  }

  async #remove(): Promise<void> {
    await this.#ask(askEngine('removeTarget', null), () => {
      this.#frames.clear();
      this.#showStored(null);
      this.#say(`${translate('options_face_removed')} ${translate('options_face_none')}`);
      // The button that was pressed is gone.
      this.#file.focus();
    });
  }

  #showSearch(photo: Blob, search: TargetSearch, face: number | null): void {
    if (search.stored === null) {
      this.#say(translate('options_face_which'));
      this.#frames.show(photo, search, (picked) => void this.#search(photo, picked));
      return;
    }
    this.#showStored(search.stored);
    this.#say(translate('options_face_saved'));
    const chosen = search.boxes[face ?? 0];
    this.#frames.show(photo, { ...search, boxes: chosen === undefined ? [] : [chosen] });
    part('face-remove', HTMLButtonElement).focus();
  }

  #showStored(stored: StoredFace | null): void {
    URL.revokeObjectURL(this.#picture.src);
    this.#stored.hidden = stored === null;
    if (stored === null) this.#picture.removeAttribute('src');
    else this.#picture.src = URL.createObjectURL(stored.picture);
  }

  async #ask<T>(asked: Promise<T>, onAnswer: (answer: T) => void): Promise<void> {
    const mine = (this.#latest += 1);
    try {
      const answer = await asked;
      if (mine === this.#latest) onAnswer(answer);
    } catch (error) {
      if (mine === this.#latest) this.#say(errorText(errorOf(error).code));
    }
  }

  #say(text: string): void {
    this.#state.textContent = text;
  }
}

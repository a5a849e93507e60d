import { isRecord } from '../shared/is-record';
import type { PhotoNote } from '../shared/photo-note';
import { OneAtATime } from '../shared/one-at-a-time';
import { isPhotoNote } from './photo-note-guard';
import type { StoredValues } from './stored-values';

const MOST_NOTES = 20;

/** What the notes need from the browser, beside the storage. */
export interface TabDoor {
  /** Names the document that the tab shows; undefined where we may not look. */
  documentOf(tabId: number): Promise<string | undefined>;
  /** The number on the toolbar button; the browser takes it away when another document comes. */
  showCount(tabId: number, count: number): Promise<void>;
}

interface Stored {
  readonly document: string | undefined;
  readonly notes: readonly PhotoNote[];
  readonly measured: number;
}

/**
 * What the page of each tab received, newest first. Kept for the browser's session only, because the
 * background is stopped between two photos. Notes belong to a document and not to an address: a site
 * changes its address when a photo was posted, and its page goes on.
 */
export class TabNotes {
  readonly #stored: StoredValues;
  readonly #door: TabDoor;
  readonly #writes = new OneAtATime();

  constructor(stored: StoredValues, door: TabDoor) {
    this.#stored = stored;
    this.#door = door;
  }

  async read(tabId: number): Promise<readonly PhotoNote[]> {
    return (await this.#ofDocument(tabId)).notes;
  }

  /** `photos` in the order in which they were handed over. */
  add(tabId: number, photos: readonly PhotoNote[]): Promise<void> {
    return this.#writes.run(async () => {
      const before = await this.#ofDocument(tabId);
      const notes = [...photos.toReversed(), ...before.notes].slice(0, MOST_NOTES);
      const measured = before.measured + photos.filter(isMeasured).length;
      await this.#stored.set({ [keyOf(tabId)]: { ...before, notes, measured } satisfies Stored });
      await this.#door.showCount(tabId, measured);
    });
  }

  /** The tab is gone. */
  drop(tabId: number): Promise<void> {
    return this.#writes.run(() => this.#stored.remove(keyOf(tabId)));
  }

  /** What was noted of the document that the tab shows now. */
  async #ofDocument(tabId: number): Promise<Stored> {
    const key = keyOf(tabId);
    const document = await this.#door.documentOf(tabId);
    const stored = (await this.#stored.get(key))[key];
    if (document === undefined || !isRecord(stored) || stored['document'] !== document) {
      return { document, notes: [], measured: 0 };
    }
    const { notes, measured } = stored;
    return {
      document,
      notes: Array.isArray(notes) ? notes.filter(isPhotoNote) : [],
      measured: typeof measured === 'number' ? measured : 0,
    };
  }
}

function keyOf(tabId: number): string {
  return `notes:${tabId}`;
}

function isMeasured({ outcome }: PhotoNote): boolean {
  return outcome === 'measured';
}

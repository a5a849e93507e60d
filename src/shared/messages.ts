import type { ComparisonOwner, ComparisonPlace, JndMap, JndWish } from './comparison';
import type { ErrorCode } from './errors';
import type { PhotoNote } from './photo-note';
import type { StoredFace, TargetPhoto, TargetSearch } from './target-photo';
import type { EngineSettings, PagePolicy, Settings, SettingsChange } from './settings';

/** What a room says when its engine host answers. */
export interface EngineReady {
  /** Bytes of the probe Blob that arrived; proof that Blobs survive a message here. */
  readonly probeBytes: number;
}

/**
 * Every message between rooms: which room answers, the method, what goes in, what comes back.
 * Types only. Jobs do not travel here but on a port of their own (job.ts).
 */
export interface Contract {
  background: {
    /** Makes sure that the engine host exists and answers; safe to call at any time. */
    ensureEngine: (request: null) => EngineReady;
    /** For content scripts: a photo may come, so that the engine had better be there by then. */
    warmEngine: (request: null) => null;
    /** The offscreen page says that its listeners are up. */
    engineStarted: (request: null) => null;
    /** For content scripts: what to do when a photo fails. They learn no other setting. */
    pagePolicy: (request: null) => PagePolicy;
    /** For content scripts: what the page of the sender's tab received. */
    gestureEnded: (request: { readonly photos: readonly PhotoNote[] }) => null;
    /** The last photos of a tab, newest first. */
    tabNotes: (request: { readonly tabId: number }) => readonly PhotoNote[];
    readSettings: (request: null) => Settings;
    changeSettings: (request: SettingsChange) => Settings;
    /** Draws another fixed decoy. */
    redrawDecoy: (request: null) => Settings;
    /** Switches these sites at once and leaves the others. A site without its permission waits for it. */
    setSites: (request: Settings['sites']) => Settings;
    removeSite: (request: { readonly site: string }) => Settings;
    /** Shows what became of a finished photo of the sender's tab, before and after, in a tab. */
    openComparison: (request: { readonly jobId: string }) => null;
  };
  offscreen: {
    /**
     * Reads the probe and answers; also keeps the host from closing as idle. A Blob is sent; what
     * arrives is the question, hence `unknown`.
     */
    ready: (request: { readonly probe: unknown }) => EngineReady;
    /** The settings of jobs that name none. The background calls it before it says ready. */
    configure: (request: EngineSettings) => null;
    /** Starts the engine and runs its networks once. Answers at once; how it went is not told. */
    warm: (request: null) => null;
    /** Looks for faces in a photo and stores one of them as the target, if it is clear which. */
    enrolTarget: (request: TargetPhoto) => TargetSearch;
    /** The picture of the face that is stored; null when there is none. */
    readTarget: (request: null) => StoredFace | null;
    removeTarget: (request: null) => null;
    /** Where a finished photo can be compared. Rejects with `not-kept` when its pictures are gone. */
    offerComparison: (request: ComparisonOwner) => ComparisonPlace;
    /** The tab is closed: what it left to compare is let go. */
    dropComparisons: (request: { readonly tabId: number }) => null;
    /** The photo as the engine reads it, as PNG: for files that the browser cannot show. */
    readPhoto: (request: { readonly photo: Blob }) => Blob;
    readJnd: (request: JndWish) => JndMap;
  };
}

export type Room = keyof Contract;
export type Method<R extends Room> = keyof Contract[R] & string;
export type RequestOf<R extends Room, M extends Method<R>> = Contract[R][M] extends (
  request: infer Q,
) => unknown
  ? Q
  : never;
export type ResultOf<R extends Room, M extends Method<R>> = Contract[R][M] extends (
  request: never,
) => infer A
  ? A
  : never;

/** What is sent. `to` is checked by every listener: a message reaches all extension pages. */
export interface Envelope {
  readonly to: Room;
  readonly method: string;
  readonly request: unknown;
}

/** What comes back. An error class does not survive a message; a code does. */
export type Reply =
  | { readonly ok: true; readonly value: unknown }
  | { readonly ok: false; readonly code: ErrorCode; readonly message: string };

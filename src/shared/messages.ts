import type { ErrorCode } from './errors';

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
    /** The offscreen page says that its listeners are up. */
    engineStarted: (request: null) => null;
  };
  offscreen: {
    /**
     * Reads the probe and answers; also keeps the host from closing as idle. A Blob is sent; what
     * arrives is the question, hence `unknown`.
     */
    ready: (request: { readonly probe: unknown }) => EngineReady;
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

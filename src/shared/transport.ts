import type { Reply } from './messages';
import type { Self, Sender } from './sender';

/** Answers a message that is for this room; undefined leaves it to the others. */
export type MessageListener = (message: unknown, sender: Sender) => Promise<Reply> | undefined;

/** What call() and serve() need from the browser; tests put an array in its place. */
export interface Transport {
  readonly self: Self;
  send(message: unknown): Promise<unknown>;
  listen(listener: MessageListener): void;
}

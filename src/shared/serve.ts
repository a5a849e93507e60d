import { errorOf } from './error-of';
import { UnnoticedError } from './errors';
import { isRecord } from './is-record';
import type { Method, Reply, RequestOf, ResultOf, Room } from './messages';
import { classifySender } from './sender';
import type { Caller, Sender } from './sender';
import type { Transport } from './transport';

/** One method: who may call it, the guard at the door, the work. */
export interface Handler<R extends Room, M extends Method<R>> {
  readonly from: readonly Exclude<Caller, 'foreign'>[];
  readonly accepts: (request: unknown) => request is RequestOf<R, M>;
  readonly run: (
    request: RequestOf<R, M>,
    sender: Sender,
  ) => ResultOf<R, M> | Promise<ResultOf<R, M>>;
}

/** A room's whole table; a method of the contract without a handler is a compile error. */
export type Handlers<R extends Room> = { readonly [M in Method<R>]: Handler<R, M> };

/** The guard of methods that take nothing. */
export function isNull(request: unknown): request is null {
  return request === null;
}

/** Answers the messages of one room. Call it once, at the top level of the room's entry. */
export function serve<R extends Room>(transport: Transport, room: R, handlers: Handlers<R>): void {
  transport.listen((message, sender) => {
    if (!isRecord(message) || message['to'] !== room) return undefined;
    return answer(message, sender);
  });

  async function answer(message: Record<string, unknown>, sender: Sender): Promise<Reply> {
    try {
      const value = await dispatch(message['method'], message['request'], sender);
      return { ok: true, value };
    } catch (error) {
      const { code, message: text } = errorOf(error);
      return { ok: false, code, message: text };
    }
  }

  async function dispatch(method: unknown, request: unknown, sender: Sender): Promise<unknown> {
    const caller = classifySender(sender, transport.self);
    // Own keys only: `toString` is no method.
    if (typeof method !== 'string' || !Object.hasOwn(handlers, method)) {
      throw new UnnoticedError('bad-request', `${room} has no method ${String(method)}`);
    }
    const handler = handlers[method as Method<R>];
    if (caller === 'foreign' || !handler.from.includes(caller)) {
      throw new UnnoticedError('forbidden', `${caller} may not call ${room}.${method}`);
    }
    if (!handler.accepts(request)) {
      throw new UnnoticedError('bad-request', `Malformed request to ${room}.${method}`);
    }
    return await handler.run(request, sender);
  }
}

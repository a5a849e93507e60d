import { errorOf, isErrorCode } from './error-of';
import { UnnoticedError } from './errors';
import { isRecord } from './is-record';
import type { Envelope, Method, RequestOf, ResultOf, Room } from './messages';
import type { Transport } from './transport';

const NO_RECEIVER = /Receiving end does not exist|message port closed|channel closed/i;

/** Calls a method of another room; rejects with an UnnoticedError that carries the reply's code. */
export async function call<R extends Room, M extends Method<R>>(
  transport: Transport,
  to: R,
  method: M,
  request: RequestOf<R, M>,
): Promise<ResultOf<R, M>> {
  const envelope: Envelope = { to, method, request };
  let reply: unknown;
  try {
    reply = await transport.send(envelope);
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    throw errorOf(error, NO_RECEIVER.test(message) ? 'no-receiver' : 'internal');
  }
  if (isRecord(reply) && reply['ok'] === true) return reply['value'] as ResultOf<R, M>;
  if (isRecord(reply) && reply['ok'] === false) {
    const { code, message } = reply;
    throw new UnnoticedError(isErrorCode(code) ? code : 'internal', String(message));
  }
  // The browser resolves to undefined when nobody answered: silence is an error, not a value.
  throw new UnnoticedError('no-receiver', `Nobody answered ${to}.${method}`);
}

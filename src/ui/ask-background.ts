import { call } from '../shared/call';
import type { Method, RequestOf, ResultOf } from '../shared/messages';
import { runtimeTransport } from '../shared/runtime-transport';

const transport = runtimeTransport();

/** A call to the background; rejects with an UnnoticedError. */
export function askBackground<M extends Method<'background'>>(
  method: M,
  request: RequestOf<'background', M>,
): Promise<ResultOf<'background', M>> {
  return call(transport, 'background', method, request);
}

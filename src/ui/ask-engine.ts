import { call } from '../shared/call';
import type { Method, RequestOf, ResultOf } from '../shared/messages';
import { runtimeTransport } from '../shared/runtime-transport';
import { askBackground } from './ask-background';

const transport = runtimeTransport();

/** A call to the engine host, which is started if need be; rejects with an UnnoticedError. */
export async function askEngine<M extends Method<'offscreen'>>(
  method: M,
  request: RequestOf<'offscreen', M>,
): Promise<ResultOf<'offscreen', M>> {
  await askBackground('ensureEngine', null);
  return await call(transport, 'offscreen', method, request);
}

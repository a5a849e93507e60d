import { describe, expect, it } from 'vitest';
import { call } from '../../../src/shared/call';
import { UnnoticedError } from '../../../src/shared/errors';
import { isNull, serve } from '../../../src/shared/serve';
import type { Handlers } from '../../../src/shared/serve';
import type { Sender } from '../../../src/shared/sender';
import { arrayTransport, STAMPS } from '../../support/extension-messages';

/** A method that these tests leave alone. */
const unused = {
  from: [],
  accepts: (request: unknown): request is never => {
    throw new Error(`Nobody calls it here, with ${typeof request}`);
  },
  run: (): never => {
    throw new Error('Nobody calls it here');
  },
};

function room(sender: Sender, change: Partial<Handlers<'background'>> = {}) {
  const transport = arrayTransport(sender);
  serve(transport, 'background', {
    ensureEngine: {
      from: ['extension-page', 'content-script'],
      accepts: isNull,
      run: () => ({ probeBytes: 9 }),
    },
    engineStarted: { from: ['extension-page'], accepts: isNull, run: () => null },
    warmEngine: unused,
    pagePolicy: unused,
    gestureEnded: unused,
    tabNotes: unused,
    readSettings: unused,
    changeSettings: unused,
    redrawDecoy: unused,
    setSites: unused,
    removeSite: unused,
    openComparison: unused,
    ...change,
  });
  return transport;
}

describe('call and serve', () => {
  it('bring a request to its handler and the value back', async () => {
    const ready = await call(room(STAMPS.contentScript), 'background', 'ensureEngine', null);
    expect(ready).toEqual({ probeBytes: 9 });
  });

  it.each([
    ['a content script at a method for extension pages', STAMPS.contentScript],
    ['a sandboxed frame of a page', STAMPS.sandboxedFrame],
    ['another extension', STAMPS.foreign],
    ['nobody in particular', {}],
  ])('refuse %s', async (_, sender) => {
    let isRun = false;
    const transport = room(sender, {
      engineStarted: {
        from: ['extension-page'],
        accepts: isNull,
        run: () => {
          isRun = true;
          return null;
        },
      },
    });
    await expect(call(transport, 'background', 'engineStarted', null)).rejects.toMatchObject({
      code: 'forbidden',
    });
    expect(isRun).toBe(false);
  });

  it('tell the handler who sent it, by the stamp of the browser', async () => {
    const senders: Sender[] = [];
    const sender = { ...STAMPS.contentScript, tab: { id: 7 } };
    const transport = room(sender, {
      engineStarted: {
        from: ['content-script'],
        accepts: isNull,
        run: (_, from) => {
          senders.push(from);
          return null;
        },
      },
    });
    await call(transport, 'background', 'engineStarted', null);
    expect(senders).toEqual([sender]);
  });

  it('refuse another extension even where content scripts may call', async () => {
    const transport = room(STAMPS.foreign);
    await expect(call(transport, 'background', 'ensureEngine', null)).rejects.toMatchObject({
      code: 'forbidden',
    });
  });

  it.each(['noSuchMethod', 'toString', '__proto__', 7])('refuse the method %s', async (method) => {
    const reply = await room(STAMPS.studio).send({ to: 'background', method, request: null });
    expect(reply).toMatchObject({ ok: false, code: 'bad-request' });
  });

  it('refuse a request that the guard does not accept', async () => {
    const message = { to: 'background', method: 'ensureEngine', request: { more: 1 } };
    const reply = await room(STAMPS.studio).send(message);
    expect(reply).toMatchObject({ ok: false, code: 'bad-request' });
  });

  it.each([{ to: 'offscreen', method: 'ready', request: {} }, 'text', null, undefined])(
    'leave a message that is not for this room to the others: %j',
    async (message) => {
      expect(await room(STAMPS.studio).send(message)).toBeUndefined();
    },
  );

  it('say no-receiver when nobody answers', async () => {
    const transport = arrayTransport(STAMPS.studio);
    await expect(call(transport, 'background', 'ensureEngine', null)).rejects.toMatchObject({
      code: 'no-receiver',
    });
  });

  it('say no-receiver when the browser finds no other end', async () => {
    const transport = {
      ...arrayTransport(STAMPS.studio),
      send: () =>
        Promise.reject(new Error('Could not establish connection. Receiving end does not exist.')),
    };
    await expect(call(transport, 'background', 'ensureEngine', null)).rejects.toMatchObject({
      code: 'no-receiver',
    });
  });

  it('carry a code and the words of an error, and hide the class of others', async () => {
    const failing = (error: Error) =>
      room(STAMPS.studio, {
        ensureEngine: {
          from: ['extension-page'],
          accepts: isNull,
          run: () => Promise.reject(error),
        },
      });
    const ours = failing(new UnnoticedError('engine-start', 'It would not start'));
    await expect(call(ours, 'background', 'ensureEngine', null)).rejects.toMatchObject({
      name: 'UnnoticedError',
      code: 'engine-start',
      message: 'It would not start',
    });
    const other = failing(new RangeError('boom'));
    await expect(call(other, 'background', 'ensureEngine', null)).rejects.toMatchObject({
      name: 'UnnoticedError',
      code: 'internal',
      message: 'boom',
    });
  });

  it('keep the code of an error that the transport itself knows', async () => {
    const orphan = new UnnoticedError('extension-updated', 'The extension was updated');
    const transport = { ...arrayTransport(STAMPS.studio), send: () => Promise.reject(orphan) };
    await expect(call(transport, 'background', 'ensureEngine', null)).rejects.toBe(orphan);
  });

  it('turn a code that is not on the list into internal', async () => {
    const transport = {
      ...arrayTransport(STAMPS.studio),
      send: () => Promise.resolve({ ok: false, code: 'made-up', message: 'x' }),
    };
    await expect(call(transport, 'background', 'ensureEngine', null)).rejects.toMatchObject({
      code: 'internal',
    });
  });
});

import { env, setBackend } from '@tensorflow/tfjs-core';
import { setWebGLContext } from '@tensorflow/tfjs-backend-webgl';
import { UnnoticedError } from '../../shared/errors';
import { BACKENDS } from '../../shared/report';
import type { Backend } from '../../shared/report';
import type { BackendWish } from '../worker-protocol';
import { startWasm } from '../start-wasm';
import { openWebgl } from './open-webgl';

/** The backend in use. */
export interface RunningBackend {
  readonly name: Backend;
  /** Whether it is gone, so that nothing computed since can be believed. */
  isLost(): boolean;
  /** Rejects when it goes: tfjs waits for a fence without end, and a lost context passes none. */
  readonly loss: Promise<never>;
}

/**
 * Starts the first backend that this machine can run: WebGL on a real graphics processor, wasm
 * otherwise. A backend that was asked for by name is taken even on a software renderer.
 */
export async function chooseBackend(
  { wish, without }: BackendWish,
  wasmFolder: string,
): Promise<RunningBackend> {
  const order = (wish === 'auto' ? BACKENDS : [wish]).filter((name) => !without.includes(name));
  for (const name of order) {
    const backend =
      name === 'webgl' ? await startWebgl(wish === 'webgl') : await openWasm(wasmFolder);
    if (backend !== undefined) return backend;
  }
  throw new UnnoticedError('engine-start', `None of these starts here: ${order.join(', ')}`);
}

async function startWebgl(mayBeSoftware: boolean): Promise<RunningBackend | undefined> {
  const opened = openWebgl(mayBeSoftware);
  if (opened === undefined) return undefined;
  const { gl, canvas } = opened;
  setWebGLContext(2, gl);
  if (!(await setBackend('webgl'))) return undefined;
  // With 16-bit textures the gradients of the engine vanish.
  if (!env().getBool('WEBGL_RENDER_FLOAT32_ENABLED')) return undefined;
  const loss = new Promise<never>((_, reject) => {
    canvas.addEventListener('webglcontextlost', () => {
      reject(new Error('The graphics context was lost'));
    });
  });
  // Between two jobs nobody listens; the next one asks isLost.
  loss.catch(() => undefined);
  return { name: 'webgl', isLost: () => gl.isContextLost(), loss };
}

async function openWasm(wasmFolder: string): Promise<RunningBackend | undefined> {
  if (!(await startWasm(wasmFolder))) return undefined;
  return { name: 'wasm', isLost: () => false, loss: new Promise(() => undefined) };
}

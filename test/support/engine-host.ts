import type { Photo } from '../../src/engine/photo';
import type { Phase, Progress, ProtectHost } from '../../src/engine/protect-types';
import { codecs } from './codec-wasm';

const SOURCE = { format: 'jpeg', quality: 85, subsampling: '4:2:0', progressive: false } as const;

/** A host with the real JPEG codec that keeps what passes through it. */
export class RecordingHost implements ProtectHost {
  readonly handedOver: Photo[] = [];
  readonly #files = new Map<Uint8Array, Photo>();
  readonly events: Progress[] = [];
  readonly phases: Phase[] = [];
  checkpoints = 0;

  async encode(changed: Photo): Promise<Uint8Array> {
    const copy = { ...changed, data: changed.data.slice() };
    this.handedOver.push(copy);
    const bytes = await codecs.encodeJpeg(changed, SOURCE);
    this.#files.set(bytes, copy);
    return bytes;
  }

  async decode(bytes: Uint8Array): Promise<Photo> {
    return (await codecs.readPicture(bytes, 'jpeg')).photo;
  }

  /** What was encoded into the file that came out in the end; not every delivery does. */
  encodedAs(bytes: Uint8Array | undefined): Photo {
    const photo = bytes && this.#files.get(bytes);
    if (!photo) throw new Error('No such file was made');
    return photo;
  }

  checkpoint(): Promise<void> {
    this.checkpoints += 1;
    return Promise.resolve();
  }

  progress(progress: Progress): void {
    this.events.push(progress);
  }

  enter(phase: Phase): void {
    this.phases.push(phase);
  }

  get steps(): number {
    return this.events.filter(({ kind }) => kind === 'step').length;
  }
}

/** The error of a call that must fail. */
export async function errorOf(call: Promise<unknown>): Promise<unknown> {
  try {
    await call;
  } catch (error) {
    return error;
  }
  throw new Error('It did not fail');
}

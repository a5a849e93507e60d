import {
  ImageMagick,
  initializeImageMagick,
  MagickImage,
  MagickImageCollection,
  MagickReadSettings,
  MagickFormat,
  type IMagickImage,
} from '@imagemagick/magick-wasm';
import type { Photo } from '../../src/engine/photo';
import { readCodecWasm } from './codec-wasm';

let compiled: Promise<WebAssembly.Module> | undefined;

/**
 * Files of formats that the product only reads, by ImageMagick without the product's policy. `dress`:
 * what is to be set on the image before it is written.
 */
export async function makeFile(
  photos: Photo | readonly Photo[],
  format: MagickFormat,
  dress: (image: IMagickImage) => void = () => undefined,
): Promise<Uint8Array> {
  compiled ??= readCodecWasm('magick.wasm').then((bytes) => WebAssembly.compile(bytes));
  const holder = ImageMagick as unknown as { _api: unknown };
  holder._api = undefined;
  await initializeImageMagick(await compiled);
  try {
    const frames = MagickImageCollection.create();
    for (const { width, height, data } of 'data' in photos ? [photos] : photos) {
      const image = MagickImage.create();
      image.read(
        Uint8Array.from(data),
        new MagickReadSettings({ format: MagickFormat.Rgba, width, height, depth: 8 }),
      );
      dress(image);
      frames.push(image);
    }
    return frames.write(format, (bytes) => bytes.slice());
  } finally {
    holder._api = undefined;
  }
}

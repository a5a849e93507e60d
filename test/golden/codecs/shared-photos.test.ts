import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { createCodecs, decodeFile, encodeFile, stripMetadata } from '../../../src/offscreen/codecs';
import type { DecodedFile } from '../../../src/offscreen/codecs/file-format';
import { UnnoticedError } from '../../../src/shared/errors';
import { carveImages } from '../../support/carve-images';
import { readCodecWasm } from '../../support/codec-wasm';
import expectations from './shared-photos.json' with { type: 'json' };

const DATA = process.env['UNNOTICED_DATA'] ?? join(import.meta.dirname, '../../../../shared/data');
const FOLDERS = ['odd', 'photos'];
const isThere = FOLDERS.every((folder) => existsSync(join(DATA, folder)));
const codecs = createCodecs(readCodecWasm);

function summaryOf({ photo, source }: DecodedFile): string {
  const size = `${photo.width}x${photo.height} ${source.format}`;
  switch (source.format) {
    case 'jpeg':
      return `${size} ${source.quality} ${source.subsampling}${source.progressive ? ' progressive' : ''}`;
    case 'png':
      return `${size} ${source.hasAlpha ? 'alpha' : 'opaque'}`;
    case 'webp':
      return `${size} ${source.lossless ? 'lossless' : 'lossy'}${source.hasAlpha ? ' alpha' : ''}`;
  }
}

if (!isThere) {
  console.warn(`No photos in ${DATA}: set UNNOTICED_DATA to run test/golden/codecs over them.`);
}

describe.skipIf(!isThere)('real and odd files', () => {
  test('every file has an expectation', () => {
    const files = FOLDERS.flatMap((folder) =>
      readdirSync(join(DATA, folder)).map((name) => `${folder}/${name}`),
    ).filter((name) => !name.endsWith('.json'));
    expect(files.sort()).toEqual(Object.keys(expectations).sort());
  });

  test.each(Object.entries(expectations))('%s: %s', async (file, expected) => {
    const bytes = new Uint8Array(readFileSync(join(DATA, file)));
    let decoded: DecodedFile;
    try {
      decoded = await decodeFile(bytes, codecs);
    } catch (error) {
      expect(error instanceof UnnoticedError ? error.code : error).toBe(expected);
      return;
    }
    expect(summaryOf(decoded)).toBe(expected);
    const alone = [{ kind: decoded.source.format, path: '0' }];
    expect(carveImages(stripMetadata(bytes, decoded.source.format))).toEqual(alone);
    const encoded = await encodeFile(decoded.photo, decoded.source, codecs);
    expect(carveImages(encoded)).toEqual(alone);
  });
});

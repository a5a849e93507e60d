import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { decodeFile, encodeLike, stripMetadata } from '../../../src/offscreen/codecs';
import type { DecodedFile } from '../../../src/offscreen/codecs/file-format';
import { UnnoticedError } from '../../../src/shared/errors';
import { carveImages } from '../../support/carve-images';
import { codecs } from '../../support/codec-wasm';
import expectations from './shared-photos.json' with { type: 'json' };

const DATA = process.env['UNNOTICED_DATA'] ?? join(import.meta.dirname, '../../../../shared/data');
const FOLDERS = ['odd', 'photos'];
const isThere = FOLDERS.every((folder) => existsSync(join(DATA, folder)));
function summaryOf({ photo, source, container, native }: DecodedFile): string {
  const turned = container === source.format ? container : `${container} as ${source.format}`;
  const size = `${photo.width}x${photo.height} ${turned}${native ? ' wide' : ''}`;
  switch (source.format) {
    case 'jpeg': {
      const { quality, subsampling, tables, progressive } = source;
      const own = tables ? ' own tables' : '';
      return `${size} ${quality} ${subsampling}${progressive ? ' progressive' : ''}${own}`;
    }
    case 'png':
    case 'avif':
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
    const { format } = decoded.source;
    const alone = [{ kind: format === 'avif' ? 'heif' : format, path: '0' }];
    if (decoded.passes && format !== 'avif') {
      expect(carveImages(stripMetadata(bytes, format))).toEqual(alone);
    }
    const encoded = await encodeLike(decoded.photo, decoded, codecs);
    expect(carveImages(encoded)).toEqual(alone);
  });
});

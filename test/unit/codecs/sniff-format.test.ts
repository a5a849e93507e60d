import { expect, test } from 'vitest';
import { asciiBytes } from '../../../src/offscreen/codecs/byte-access';
import { sniffFormat } from '../../../src/offscreen/codecs/sniff-format';

test.each([
  ['\xff\xd8\xff\xe0', 'jpeg'],
  ['\x89PNG\r\n\x1a\n', 'png'],
  ['RIFF\x10\0\0\0WEBPVP8 ', 'webp'],
  ['RIFF\x10\0\0\0WAVEfmt ', 'unknown'],
  ['GIF87a', 'gif'],
  ['GIF89a', 'gif'],
  ['\0\0\0\x18ftypheic\0\0\0\0mif1heic', 'heic'],
  ['\0\0\0\x18ftypmif1\0\0\0\0mif1heic', 'heic'],
  ['\0\0\0\x1cftypmif1\0\0\0\0mif1avifmiaf', 'avif'],
  ['\0\0\0\x18ftypavif\0\0\0\0avifmif1', 'avif'],
  ['\0\0\0\x18ftypisom\0\0\0\0isommp42', 'video'],
  ['\0\0\0\x14ftypqt  \0\0\0\0qt  ', 'video'],
  ['\0\0\0\x18ftypcrx \0\0\0\x01crx isom', 'raw'],
  // Brands end where the box ends; what follows is another box.
  ['\0\0\0\x14ftypisom\0\0\0\0mp42\0\0\0\x08avif', 'video'],
  ['\0\0\0\x1cftypmp42\0\0\0\0isommp42avc1', 'video'],
  // A still picture of another brand is no film, whatever else it calls itself.
  ['\0\0\0\x1cftypmif2\0\0\0\0iso8isom', 'unknown'],
  ['\0\0\0\x1cftypisom\0\0\0\0iso8avci', 'unknown'],
  [`\0\0\0\x60ftypisom\0\0\0\0${'isom'.repeat(19)}heic`, 'heic'],
  [`\0\0\x01\x0cftypisom\0\0\0\0${'isom'.repeat(62)}heic`, 'heic'],
  ['\0\0\x10\0ftypisom\0\0\0\0isom', 'unknown'],
  ['II*\0\x10\0\0\0CR\x02\0', 'raw'],
  ['\0\0\0\x0cjP  \r\n\x87\n', 'jp2'],
  ['\xff\x4f\xff\x51', 'j2k'],
  ['\0\0\x01\0\x03\0', 'ico'],
  ['\x1aE\xdf\xa3', 'video'],
  ['BM\x36\x03\0\0\0\0\0\0\x36\0\0\0\x28\0\0\0', 'bmp'],
  ['BM is how this text starts', 'unknown'],
  ['II*\0\x08\0\0\0', 'tiff'],
  ['MM\0*\0\0\0\x08', 'tiff'],
  ['MM\0+\0\x08\0\0', 'tiff'],
  ['\xff\x0a\0\0', 'jxl'],
  ['\0\0\0\x0cJXL \r\n\x87\n', 'jxl'],
  ['<svg xmlns="http://www.w3.org/2000/svg">', 'svg'],
  ['\xef\xbb\xbf<?xml version="1.0"?>\n<!-- x --><svg\n', 'svg'],
  ['<html><body>', 'unknown'],
  ['%PDF-1.7', 'pdf'],
  ['\xff\xd8', 'unknown'],
  ['', 'unknown'],
])('%j is %s', (head, format) => {
  expect(sniffFormat(asciiBytes(head))).toBe(format);
});

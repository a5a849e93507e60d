import { UnnoticedError } from '../../shared/errors';
import { asciiAt } from './byte-access';
import { readQuantTables, type QuantTables } from './jpeg-quant-tables';
import { readJpegSegments, type JpegSegment } from './jpeg-segments';
import { corruptFile, parseGuarded } from './parse-guard';

export interface JpegComponent {
  /** Horizontal and vertical sampling factor, 1..4. */
  readonly h: number;
  readonly v: number;
  /** Which quantisation table it uses, 0..3. */
  readonly quantTable: number;
}

/** What the markers of a JPEG say, without any pixel decoded. */
export interface JpegHeader {
  readonly width: number;
  readonly height: number;
  readonly progressive: boolean;
  /** One (grey), three (colour) or four (CMYK, YCCK) components. */
  readonly components: readonly JpegComponent[];
  readonly quantTables: QuantTables;
  /** Everything between SOI and EOI, in file order. */
  readonly segments: readonly JpegSegment[];
  /** Offset just after EOI: what follows belongs to something else (MPF pictures, trailers). */
  readonly end: number;
}

/** Start-of-frame markers that libjpeg-turbo's Huffman decoder reads in 8 bits: baseline, extended, progressive. */
const DECODABLE_FRAMES = [0xc0, 0xc1, 0xc2];
/** Every SOFn: 0xC4 (DHT), 0xC8 (JPG) and 0xCC (DAC) lie among them and are none. */
const FRAME_MARKERS = [
  0xc0, 0xc1, 0xc2, 0xc3, 0xc5, 0xc6, 0xc7, 0xc9, 0xca, 0xcb, 0xcd, 0xce, 0xcf,
];

/**
 * Reads the markers of a JPEG (ITU-T T.81, annex B).
 * Throws 'corrupt-file' (no EOI, broken structure), 'unsupported-format' (lossless, hierarchical,
 * arithmetic, 12-bit, height given later by DNL) and 'unsupported-colour' (other than 1, 3 or 4 components).
 */
export function readJpegHeader(bytes: Uint8Array): JpegHeader {
  return parseGuarded(() => {
    const { segments, end } = readJpegSegments(bytes);
    const frames = segments.filter((segment) => FRAME_MARKERS.includes(segment.marker));
    const frame = frames[0];
    if (frame === undefined) throw corruptFile('The JPEG has no frame.');
    if (frames.length > 1 || !DECODABLE_FRAMES.includes(frame.marker)) {
      throw new UnnoticedError('unsupported-format', 'This kind of JPEG is not supported.');
    }
    const payload = frame.payload;
    if (payload[0] !== 8) {
      throw new UnnoticedError(
        'unsupported-format',
        'JPEG with more than 8 bits is not supported.',
      );
    }
    const height = (payload[1]! << 8) | payload[2]!;
    const width = (payload[3]! << 8) | payload[4]!;
    if (height === 0) {
      throw new UnnoticedError('unsupported-format', 'A JPEG without a height is not supported.');
    }
    if (width === 0) throw corruptFile('The JPEG has no width.');
    if (!segments.some(({ marker }) => marker === 0xda)) throw corruptFile('The JPEG has no scan.');
    return {
      width,
      height,
      progressive: frame.marker === 0xc2,
      components: readComponents(payload),
      quantTables: readQuantTables(segments),
      segments,
      end,
    };
  });
}

function readComponents(frame: Uint8Array): JpegComponent[] {
  const count = frame[5]!;
  if (frame.length !== 6 + 3 * count) throw corruptFile('The JPEG frame header is broken.');
  if (count !== 1 && count !== 3 && count !== 4) {
    throw new UnnoticedError('unsupported-colour', 'A JPEG of such colours is not supported.');
  }
  return Array.from({ length: count }, (_, index) => {
    const sampling = frame[7 + 3 * index]!;
    const component = { h: sampling >> 4, v: sampling & 15, quantTable: frame[8 + 3 * index]! };
    const inRange = [component.h, component.v].every((factor) => factor >= 1 && factor <= 4);
    if (!inRange || component.quantTable > 3) throw corruptFile('The JPEG frame header is broken.');
    return component;
  });
}

/** Whether an APPn segment is of the named kind, e.g. marker 0xE1 with 'Exif\0\0'. */
export function isAppSegment(segment: JpegSegment, marker: number, name: string): boolean {
  return segment.marker === marker && asciiAt(segment.payload, 0, name.length) === name;
}

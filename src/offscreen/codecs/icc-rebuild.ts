import { asciiAt, asciiBytes, concatBytes, viewOf } from './byte-access';
import { isGreyProfile, readIccTags } from './icc-profile';

const HEADER_BYTES = 128;
const COLOUR_TAGS = ['wtpt', 'chad', 'rXYZ', 'gXYZ', 'bXYZ', 'rTRC', 'gTRC', 'bTRC', 'kTRC'];
/** A curve of 4096 samples, the largest in use, with its head. */
const MAX_TAG_BYTES = 12 + 2 * 4096;

/** What a matrix profile and a grey one cannot do without. */
const RGB_TAGS = ['rXYZ', 'gXYZ', 'bXYZ', 'rTRC', 'gTRC', 'bTRC'];
const GREY_TAGS = ['kTRC'];
/** Lookup tables win over the matrix in every colour engine. */
const TABLES = ['A2B0', 'A2B1', 'D2B0', 'D2B1'];

/**
 * The same profile with nothing but the tags that give pixel values their meaning, and the two texts
 * that the format demands, emptied of what the maker wrote. Private tags may hold anything, serial
 * numbers and pictures included. Null for a profile that is neither a matrix with curves nor grey: one
 * of lookup tables, whose numbers are too many to tell from cargo. Throws 'unsupported-colour' for one
 * that is broken.
 */
export function rebuildIccProfile(profile: Uint8Array): Uint8Array<ArrayBuffer> | null {
  const all = readIccTags(profile);
  const needed = isGreyProfile(profile) ? GREY_TAGS : RGB_TAGS;
  if (asciiAt(profile, 20, 4) !== 'XYZ ' || TABLES.some((name) => all.has(name))) return null;
  if (needed.some((name) => !all.has(name))) return null;
  const tags = [...all].filter(([name]) => COLOUR_TAGS.includes(name));
  if (tags.some(([, data]) => data.length > MAX_TAG_BYTES)) return null;
  const isVersion4 = profile[8]! >= 4;
  tags.unshift(['desc', descriptionTag(isVersion4)], ['cprt', copyrightTag(isVersion4)]);

  const table = new Uint8Array(4 + 12 * tags.length);
  const tableView = viewOf(table);
  tableView.setUint32(0, tags.length);
  const parts: Uint8Array[] = [];
  // Curves are often one block that three tags point at; it stays one block.
  const offsets = new Map<number, number>();
  let at = HEADER_BYTES + table.length;
  tags.forEach(([name, data], index) => {
    const offset = offsets.get(data.byteOffset) ?? at;
    if (offset === at) {
      const padded = new Uint8Array(Math.ceil(data.length / 4) * 4);
      padded.set(data);
      parts.push(padded);
      at += padded.length;
      if (COLOUR_TAGS.includes(name)) offsets.set(data.byteOffset, offset);
    }
    table.set(asciiBytes(name), 4 + 12 * index);
    tableView.setUint32(8 + 12 * index, offset);
    tableView.setUint32(12 + 12 * index, data.length);
  });
  return concatBytes([rebuildHeader(profile, at), table, ...parts]);
}

/** Version, class, spaces, intent and illuminant; makers, dates, identifiers and reserved bytes are zero. */
function rebuildHeader(profile: Uint8Array, totalBytes: number): Uint8Array {
  const header = new Uint8Array(HEADER_BYTES);
  const keep = (from: number, to: number): void => header.set(profile.subarray(from, to), from);
  viewOf(header).setUint32(0, totalBytes);
  keep(8, 24);
  keep(36, 40);
  keep(64, 80);
  return header;
}

function descriptionTag(isVersion4: boolean): Uint8Array {
  if (isVersion4) return multiLocalisedText('RGB');
  // textDescriptionType (ICC.1:2001-04, 6.5.17): ASCII count and text, then empty Unicode and ScriptCode parts.
  return concatBytes([
    asciiBytes('desc\0\0\0\0\0\0\0\x04RGB\0'),
    new Uint8Array(4 + 4 + 2 + 1 + 67),
  ]);
}

function copyrightTag(isVersion4: boolean): Uint8Array {
  return isVersion4 ? multiLocalisedText('None') : asciiBytes('text\0\0\0\0None\0');
}

/** multiLocalizedUnicodeType with one English record (ICC.1:2022, 10.15). */
function multiLocalisedText(text: string): Uint8Array {
  const utf16 = text.replace(/./g, '\0$&');
  const head = 'mluc\0\0\0\0\0\0\0\x01\0\0\0\x0cenUS\0\0\0';
  return asciiBytes(`${head}${String.fromCharCode(utf16.length)}\0\0\0\x1c${utf16}`);
}

import { isPossibleImage } from './possible-image';

/** Up to the comma. A name in it may hold nearly anything; what follows has to be base64 all the same. */
const HEAD = '[^,<>"]{0,1000}?;\\s{0,4}base64\\s{0,4},';
/** Browsers let spaces stand before the type; a slash may be escaped, as in JSON. */
const IMAGE = 'data:\\s{0,4}image\\\\*/';
/** As the first characters of a JPEG, PNG, GIF and WebP: an image is shown whatever type is said. */
const SHOWN = '\\\\*/9j\\\\*/|iVBORw0KGgo|R0lGOD|UklGR.{5,7}XRUJQ';
/** A character of base64 as it may stand in HTML, in an address and in JSON. */
const CHARACTER = '[A-Za-z0-9+/_-]+|(?:%[0-9a-f]{2})+|\\\\+/|\\\\+u00(?:2b|2f)';
/** Where a line of it ends and the content goes on: with another, or with a last, short one. */
const BREAK = [
  '(?:[ \\t]*[\\r\\n]\\s*|(?:\\\\+[rn])+)(?=[A-Za-z0-9+/%\\\\]{16})',
  '(?:[ \\t]*[\\r\\n]\\s*|(?:\\\\+[rn])+)(?=[A-Za-z0-9+/]{1,15}={0,2}\\s*(?:["\'<`)&\\\\]|$))',
  '[ \\t]+(?=[A-Za-z0-9+/%\\\\]{60})',
].join('|');
const PADDING = '(?:=|\\\\+u003d|%3d){0,2}';
const BASE64 = `\\s*(?:${CHARACTER}|${BREAK})*${PADDING}`;

/** A picture written out in a text, as its `data:` address. */
const ADDRESS = new RegExp(
  [
    `${IMAGE}${HEAD}${BASE64}`,
    `data:${HEAD}(?=\\s*(?:${SHOWN}))${BASE64}`,
    `(?!${IMAGE}${HEAD})${IMAGE}[^,\\s"'<>\`&\\\\]{1,200},[^\\s()"'<>\`&\\\\]+`,
  ].join('|'),
  'gi',
);

/** Characters; a picture that small is a spacer or a dot, and shows nobody. */
const SMALLEST = 256;

/**
 * The photos that are written out in pasted or dropped HTML or text, each as a file, under their
 * addresses. A drawing (SVG) is none, unless it holds a picture in turn: then its own file is one.
 */
export function inlineImages(texts: readonly string[]): ReadonlyMap<string, File> {
  const images = new Map<string, File>();
  for (const [address] of texts.flatMap((text) => [...decodeEntities(text).matchAll(ADDRESS)])) {
    if (images.has(address) || address.length < SMALLEST) continue;
    const file = fileFrom(address, `${images.size + 1}`);
    if (file !== undefined && isPossibleImage(file)) images.set(address, file);
  }
  return images;
}

/** The text with each address replaced by what became of its picture; by nothing where it left. */
export function withImages(
  text: string,
  addresses: ReadonlyMap<string, string | undefined>,
): string {
  if (addresses.size === 0) return text;
  return decodeEntities(text).replaceAll(ADDRESS, (address) =>
    addresses.has(address) ? (addresses.get(address) ?? '') : address,
  );
}

/** The file's content as an address that can stand in a text. */
export function addressOf(file: Blob): Promise<string> {
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => resolve(reader.result as string);
    reader.onerror = () => reject(reader.error ?? new Error('The result cannot be read'));
    reader.readAsDataURL(file);
  });
}

/** No character of an address that stands for more than itself is ever written as an entity. */
function decodeEntities(text: string): string {
  return text
    .replaceAll(/&(?:#0*43|#x0*2b|plus);/gi, '+')
    .replaceAll(/&(?:#0*47|#x0*2f|sol);/gi, '/')
    .replaceAll(/&(?:#0*61|#x0*3d|equals);/gi, '=')
    .replaceAll(/&#(?:0*10|0*13|x0*a|x0*d);/gi, '\n');
}

/** Byte by byte, as browsers do it: a JPEG is no UTF-8, and a percent sign that is none stays. */
function percentDecoded(text: string): string {
  return text.replaceAll(/%([0-9a-f]{2})/gi, (_, hex: string) =>
    String.fromCharCode(Number.parseInt(hex, 16)),
  );
}

function fileFrom(address: string, name: string): File | undefined {
  const comma = address.indexOf(',');
  const head = address.slice('data:'.length, comma).replaceAll('\\', '').toLowerCase();
  const [type = ''] = head.split(';').map((part) => part.trim());
  const isImage = type.startsWith('image/');
  const ending = /^image\/([a-z]+)/.exec(type)?.[1] ?? 'image';
  const fileOf = (content: BlobPart) =>
    new File([content], `${name}.${ending}`, { type: isImage ? type : '' });
  const written = address
    .slice(comma + 1)
    .replaceAll(/\\+u00(2b|2f|3d)/gi, '%$1')
    .replaceAll(/\\+(?:[rn]|(?=\/))/g, '');
  const content = percentDecoded(written);
  let text: string;
  try {
    text = /;\s*base64\s*$/.test(head) ? atob(content) : content;
  } catch {
    // What we cannot read a browser may: it becomes a file that fails, and the person is asked.
    return fileOf(address);
  }
  if (type === 'image/svg+xml' && !/data:/i.test(text)) return undefined;
  return fileOf(Uint8Array.from(text, (character) => character.charCodeAt(0)));
}

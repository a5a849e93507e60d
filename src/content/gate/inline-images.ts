import { isPossibleImage } from './possible-image';

/** A picture written out in a text, as its `data:` address. */
const ADDRESS = /data:image\/[^\s"'<>()]+/gi;

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

/** In an address no other character is ever written as an entity. */
function decodeEntities(text: string): string {
  return text.replaceAll(/&#(?:43|x2b);/gi, '+').replaceAll(/&#(?:47|x2f);/gi, '/');
}

/** Byte by byte, as browsers do it: a JPEG is no UTF-8, and a percent sign that is none stays. */
function percentDecoded(text: string): string {
  return text.replaceAll(/%([0-9a-f]{2})/gi, (_, hex: string) =>
    String.fromCharCode(Number.parseInt(hex, 16)),
  );
}

function fileFrom(address: string, name: string): File | undefined {
  const comma = address.indexOf(',');
  const [type = '', ...parameters] = address.slice('data:'.length, comma).toLowerCase().split(';');
  try {
    const content = percentDecoded(address.slice(comma + 1));
    const isDrawing = type === 'image/svg+xml';
    const text = parameters.includes('base64') ? atob(content) : content;
    if (isDrawing && !text.includes('data:image')) return undefined;
    const bytes = Uint8Array.from(text, (character) => character.charCodeAt(0));
    const ending = /^image\/([a-z]+)/.exec(type)?.[1] ?? 'image';
    return new File([bytes], `${name}.${ending}`, { type });
  } catch {
    // Not an address that a browser could show either.
    return undefined;
  }
}

import { UnnoticedError } from '../shared/errors';

/** The part of models/index.json that pins the weights. */
export interface PinnedFiles {
  readonly models: readonly {
    readonly files: readonly { readonly path: string; readonly sha256: string }[];
  }[];
}

/**
 * A reader of files below models/ that gives out only bytes whose SHA-256 is the pinned one. A
 * file that is missing, changed or not in the index rejects with `weights-corrupt`.
 */
export function pinnedReader(
  index: PinnedFiles,
  fetchFile: (path: string) => Promise<ArrayBuffer>,
): (path: string) => Promise<ArrayBuffer> {
  const pins = new Map(
    index.models.flatMap(({ files }) => files.map(({ path, sha256 }) => [path, sha256] as const)),
  );
  return async (path) => {
    const pin = pins.get(path);
    if (pin === undefined) throw new UnnoticedError('weights-corrupt', `${path} is not pinned`);
    const bytes = await fetchFile(path).catch((error: unknown) => {
      throw new UnnoticedError('weights-corrupt', `${path} cannot be read`, { cause: error });
    });
    if ((await sha256Hex(bytes)) !== pin) {
      throw new UnnoticedError('weights-corrupt', `${path} is not what it should be`);
    }
    return bytes;
  };
}

async function sha256Hex(bytes: ArrayBuffer): Promise<string> {
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

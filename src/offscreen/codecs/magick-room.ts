import {
  ConfigurationFiles,
  ImageMagick,
  initializeImageMagick,
  MagickError,
  MagickErrorSeverity,
  ResourceLimits,
  type IConfigurationFiles,
} from '@imagemagick/magick-wasm';
import { UnnoticedError } from '../../shared/errors';
import { OneAtATime } from '../../shared/one-at-a-time';
import type { StartFile } from './jpeg-tables-file';
import { corruptFile } from './parse-guard';

/** More frames than any animation that people post; each costs a few kilobytes just to be counted. */
const MOST_FRAMES = 10_000n;
/** No profile of a camera or a display comes near. */
const MOST_PROFILE_BYTES = 4n << 20n;

/** The package keeps its one instance here, in a static that its types do not tell. */
const holder = ImageMagick as unknown as { _api: unknown };
const queue = new OneAtATime();

/**
 * Runs `work` on an ImageMagick of its own and lets go of it afterwards: its memory, which wasm cannot
 * shrink, goes with it, and no error leaves anything behind. `work` has to be synchronous: the package
 * knows one instance at a time. `files` lie in the instance's own memory. Rejects with 'too-large' (no memory), 'unsupported-format' and
 * 'corrupt-file'; errors of ours pass.
 */
export function withMagick<Result>(
  wasm: WebAssembly.Module,
  work: () => Result,
  files: readonly StartFile[] = [],
): Promise<Result> {
  return queue.run(async () => {
    holder._api = undefined;
    await initializeImageMagick(wasm, configuration(files));
    try {
      ResourceLimits.listLength = MOST_FRAMES;
      ResourceLimits.maxProfileSize = MOST_PROFILE_BYTES;
      // There is a file system in memory; pixels that do not fit are not to go there.
      ResourceLimits.disk = 0n;
      return work();
    } catch (error) {
      throw ours(error);
    } finally {
      holder._api = undefined;
    }
  });
}

const RESOURCE = [MagickErrorSeverity.ResourceLimitError, MagickErrorSeverity.CacheError];
const DELEGATE = [MagickErrorSeverity.MissingDelegateError, MagickErrorSeverity.DelegateError];

function ours(error: unknown): unknown {
  if (error instanceof UnnoticedError) return error;
  if (error instanceof MagickError) {
    const { severity } = error;
    const isOf = (severities: readonly number[]): boolean =>
      severities.some((one) => one === severity || one + 300 === severity);
    if (isOf(RESOURCE) || /memory|limit ?exceeded|exceeds ?limit/i.test(error.message)) {
      return noMemory(error);
    }
    if (isOf(DELEGATE)) {
      return new UnnoticedError('unsupported-format', 'This kind of picture is not supported.', {
        cause: error,
      });
    }
    return corruptFile('The picture cannot be decoded.', error);
  }
  // The instance gave up: allocation failed, or it ran off its memory.
  if (error instanceof RangeError || error instanceof WebAssembly.RuntimeError) {
    return noMemory(error);
  }
  return error;
}

function noMemory(cause: unknown): UnnoticedError {
  return new UnnoticedError('too-large', 'There is not enough memory for the photo.', { cause });
}

/** What this copy may read and write, and nothing else: ImageMagick knows formats that are programs. */
const POLICY = `<policymap>
  <policy domain="delegate" rights="none" pattern="*"/>
  <policy domain="filter" rights="none" pattern="*"/>
  <policy domain="path" rights="none" pattern="@*"/>
  <policy domain="coder" rights="none" pattern="*"/>
  <policy domain="coder" rights="read | write" pattern="{AVIF,GRAY,JPEG,PNG,RGBA,WEBP}"/>
  <policy domain="coder" rights="read" pattern="{BMP,GIF,HEIC,J2K,JP2,JXL,TIFF,XC}"/>
</policymap>`;

/** The package's own configuration with our policy, and more files. */
function configuration(files: readonly StartFile[]): IConfigurationFiles {
  const { log, policy } = ConfigurationFiles.default;
  const ours = { fileName: policy.fileName, data: POLICY };
  const rest = [...ConfigurationFiles.default.all()].filter((file) => file !== policy);
  return {
    log,
    policy: ours,
    *all() {
      yield* [...rest, ours, ...files.map((file) => ({ ...file }))];
    },
  };
}

/** How a picture is made smaller and encoded again. A side or an area is never made larger. */
export interface Reencoding {
  readonly format: 'jpeg' | 'webp';
  /** 1 to 100, the encoder's own scale; with `mostBytes` the highest that is tried. */
  readonly quality: number;
  /** Longest side, pixels. */
  readonly longest?: number;
  /** Most pixels of the whole picture. */
  readonly mostPixels?: number;
  /** Largest file: the highest quality that stays within it is taken. */
  readonly mostBytes?: number;
}

/**
 * What large sites are known to do to a photo, the hardest on a protected face first: a photo that
 * fails fails early (docs/decisions/0035).
 */
export const PLATFORM_IDS = [
  'jpeg-80-1080',
  'webp-85-2048',
  'jpeg-92-1280',
  'jpeg-1mb-2000',
  'jpeg-90-2560',
  'jpeg-90-8mp',
] as const;
export type PlatformId = (typeof PLATFORM_IDS)[number];

/** One kind of recompression, and how it is known. */
export interface Platform {
  readonly name: string;
  readonly does: Reencoding;
  /** Whose program does it, and in which of its files that is said. */
  readonly source: string;
  /** What no source says and is taken for granted here. */
  readonly assumed: string;
}

/** JPEG is encoded with the standard tables and 4:2:0 throughout. */
export const PLATFORMS: Readonly<Record<PlatformId, Platform>> = {
  'jpeg-80-1080': {
    name: 'JPEG 80 at 1080 px',
    does: { format: 'jpeg', quality: 80, longest: 1080 },
    source: 'Pixelfed, Image.php: at most 1080 x 1080, 1920 x 1080 or 1080 x 1350 by shape',
    assumed:
      'quality 80, the default of image_quality, which a server may change; 1080 for the longest side of every shape, the smallest of the three',
  },
  'webp-85-2048': {
    name: 'WebP 85 at 2048 px',
    does: { format: 'webp', quality: 85, longest: 2048 },
    source: 'Misskey, ImageProcessingService.ts and DriveService: the webpublic version',
    assumed: 'method 4 of the encoder, and its plain way to halve the chroma',
  },
  'jpeg-92-1280': {
    name: 'JPEG 92 at 1280 px',
    does: { format: 'jpeg', quality: 92, longest: 1280 },
    source: 'Telegram Web A, buildAttachment.ts: a canvas of at most 1280 px, saved as JPEG',
    assumed: "quality 92, the canvas's own default in Chromium; nothing after the upload",
  },
  'jpeg-1mb-2000': {
    name: 'JPEG of at most 1 MB at 2000 px',
    does: { format: 'jpeg', quality: 100, longest: 2000, mostBytes: 1_000_000 },
    source:
      'Bluesky social-app, state/gallery.ts: the best of 100 qualities that fits, by bisection',
    assumed: "an encoder like the browser's",
  },
  'jpeg-90-2560': {
    name: 'JPEG 90 at 2560 px',
    does: { format: 'jpeg', quality: 90, longest: 2560 },
    source: 'Telegram Web K: photos beyond 2560 px are scaled, heavy ones saved as JPEG at 0.9',
    assumed: 'light photos too; nothing after the upload',
  },
  'jpeg-90-8mp': {
    name: 'JPEG 90 at 8.29 megapixels',
    does: { format: 'jpeg', quality: 90, mostPixels: 8_294_400 },
    source: 'Mastodon, media_attachment.rb: 3840 x 2160 by area, ImageMagick -quality 90',
    assumed: 'smaller photos are encoded again too, where Mastodon keeps the file; always as JPEG',
  },
};

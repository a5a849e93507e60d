import type { Formats, PhotoReport } from './report';

const TYPES: Readonly<Record<Formats['out'], readonly [type: string, extension: string]>> = {
  jpeg: ['image/jpeg', 'jpg'],
  png: ['image/png', 'png'],
  webp: ['image/webp', 'webp'],
  avif: ['image/avif', 'avif'],
};

/** Whether a photo was given back as another kind of file than it was. */
export function isConverted({ formats }: Pick<PhotoReport, 'formats'>): boolean {
  return formats !== undefined && formats.in !== formats.out;
}

/** The media type of a delivered photo: the one it came with, unless it became another kind of file. */
export function deliveredType(report: Pick<PhotoReport, 'formats'>, type: string): string {
  return isConverted(report) && report.formats ? TYPES[report.formats.out][0] : type;
}

/** The name of a delivered photo: `IMG_1.HEIC` that became a JPEG is `IMG_1.jpg`. */
export function deliveredName(report: Pick<PhotoReport, 'formats'>, name: string): string {
  if (!isConverted(report) || !report.formats) return name;
  const dot = name.lastIndexOf('.');
  // A leading dot starts a hidden file's name, not its extension.
  return `${dot > 0 ? name.slice(0, dot) : name}.${TYPES[report.formats.out][1]}`;
}

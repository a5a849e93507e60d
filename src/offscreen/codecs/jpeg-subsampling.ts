import type { SourceFormat } from './file-format';
import type { JpegComponent } from './jpeg-header';

export type Subsampling = Extract<SourceFormat, { format: 'jpeg' }>['subsampling'];

/**
 * The coarsest chroma layout of the encoder that is nowhere coarser than the source's: 4:2:0 stays,
 * 4:1:1 becomes 4:2:2, 4:4:0 and every odd layout become 4:4:4.
 * `components` has one (grey), three or four (inks) entries.
 */
export function matchedSubsampling(components: readonly JpegComponent[]): Subsampling {
  const [luma, ...chroma] = components;
  if (luma === undefined || chroma.length === 0) return 'grey';
  // Inks are as fine as the picture; as colours they stay so.
  if (chroma.length === 3) return '4:4:4';
  const ratioX = Math.min(...chroma.map(({ h }) => luma.h / h));
  const ratioY = Math.min(...chroma.map(({ v }) => luma.v / v));
  if (ratioX < 2) return '4:4:4';
  return ratioY < 2 ? '4:2:2' : '4:2:0';
}

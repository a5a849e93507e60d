import type { PhotoPyramid } from '../geometry/photo-pyramid';
import { samplePhoto } from '../geometry/sample-photo';
import type { Point, Similarity } from '../geometry/similarity';
import type { FrozenNetwork } from '../network/frozen-network';
import type { Box } from '../photo';
import type { RawFace } from './blazeface';
import { BLAZEFACE_SIZE, runBlazeface } from './blazeface';

/** What BlazeFace sees in a square tile, which may reach over the border; in photo pixels. */
export async function searchTile(
  pyramid: PhotoPyramid,
  detector: FrozenNetwork,
  tile: Box,
  minimumScore: number,
): Promise<RawFace[]> {
  const scale = tile[2] / BLAZEFACE_SIZE;
  const level = pyramid.levelFor(scale);
  const toLevel: Similarity = {
    a: scale / level.pixelSize,
    b: 0,
    tx: tile[0] / level.pixelSize,
    ty: tile[1] / level.pixelSize,
  };
  const pixels = samplePhoto(level.photo, toLevel, BLAZEFACE_SIZE, BLAZEFACE_SIZE);
  const faces = await runBlazeface(detector, pixels, minimumScore);
  const move = ([x, y]: Point): Point => [x * scale + tile[0], y * scale + tile[1]];
  return faces.map((face): RawFace => {
    const [x, y] = move([face.box[0], face.box[1]]);
    return {
      box: [x, y, face.box[2] * scale, face.box[3] * scale],
      points: face.points.map(move),
      score: face.score,
    };
  });
}

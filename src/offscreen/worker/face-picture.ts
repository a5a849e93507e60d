import type { Photo } from '../../engine/photo';
import type { FaceBox } from '../../shared/report';

const SIDE_PX = 160;
/** Of the box, on each side: hair and chin belong to what a person knows a face by. */
const MARGIN = 0.35;

/** A small square picture of a face, without anything else that the file held. */
export async function facePicture(photo: Photo, box: FaceBox): Promise<Blob> {
  const bitmap = await createImageBitmap(squareAround(photo, box), {
    resizeWidth: SIDE_PX,
    resizeHeight: SIDE_PX,
    resizeQuality: 'high',
  });
  const canvas = new OffscreenCanvas(SIDE_PX, SIDE_PX);
  canvas.getContext('2d')?.drawImage(bitmap, 0, 0);
  bitmap.close();
  return await canvas.convertToBlob({ type: 'image/jpeg', quality: 0.85 });
}

/** The square with the box in its middle, moved and cut so that it lies within the photo. */
function squareAround(photo: Photo, [x, y, width, height]: FaceBox): ImageData {
  const wanted = Math.max(width, height) * (1 + 2 * MARGIN);
  const side = Math.floor(Math.min(photo.width, photo.height, wanted));
  const left = within(x + width / 2 - side / 2, photo.width - side);
  const top = within(y + height / 2 - side / 2, photo.height - side);
  const square = new ImageData(side, side);
  for (let row = 0; row < side; row++) {
    const from = ((top + row) * photo.width + left) * 4;
    square.data.set(photo.data.subarray(from, from + side * 4), row * side * 4);
  }
  return square;
}

function within(at: number, most: number): number {
  return Math.floor(Math.min(Math.max(0, at), most));
}

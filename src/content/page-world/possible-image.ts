import { apply, exec, nameOf, typeOf } from './natives';

/** gate/possible-image.ts has the same list, and a test compares them. */
const IMAGE_NAME =
  /\.(jpe?g|jfif|pjpe?g|pjp|png|apng|webp|gif|avif|heic|heif|hif|bmp|dib|tiff?|jxl|jp2|mpo|jps|insp|ico|dng|cr2|cr3|nef|arw|raf|orf|rw2)$/i;
const IMAGE_TYPE = /^image\/|^$/i;
const WITH_ENDING = /.\.[^.]+$/;

/** Whether a file may be a photo, decided at once and without reading it. */
export function isPossibleImage(file: unknown): boolean {
  return (
    apply(exec, IMAGE_TYPE, [apply(typeOf, file, [])]) !== null ||
    isImageName(apply(nameOf, file, []))
  );
}

export function isImageName(name: unknown): boolean {
  return apply(exec, IMAGE_NAME, [name]) !== null;
}

/** Of what has a name and no type: without an ending it may be anything. */
export function mayNamePhoto(name: unknown): boolean {
  return isImageName(name) || apply(exec, WITH_ENDING, [name]) === null;
}

export function isImageType(type: unknown): boolean {
  return apply(exec, IMAGE_TYPE, [type]) !== null;
}

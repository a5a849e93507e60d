const IMAGE_NAME =
  /\.(jpe?g|jfif|pjpe?g|pjp|png|apng|webp|gif|avif|heic|heif|hif|bmp|dib|tiff?|jxl|jp2|mpo|jps|insp|ico|dng|cr2|cr3|nef|arw|raf|orf|rw2)$/i;

/**
 * Whether a file may be a photo, decided at once and without reading it. A wrong yes costs a look
 * at the file; a wrong no is an original that slips out. So an image name or no type is a yes.
 */
export function isPossibleImage({ type, name }: Pick<File, 'type' | 'name'>): boolean {
  return type === '' || type.toLowerCase().startsWith('image/') || IMAGE_NAME.test(name);
}

/** Shows a file as a page does. */
export interface Shown {
  readonly width: number;
  readonly height: number;
  /** RGBA in Display P3, base64: bytes would come one by one. */
  readonly pixels: string;
}

/** The file in an `<img>`, as it lands on a canvas: upright, and in the canvas' own colours. */
export async function show(file: string, type: string): Promise<Shown> {
  const image = new Image();
  const blob = await (await fetch(`data:${type};base64,${file}`)).blob();
  image.src = URL.createObjectURL(blob);
  await image.decode();
  const { naturalWidth: width, naturalHeight: height } = image;
  const context = new OffscreenCanvas(width, height).getContext('2d', {
    colorSpace: 'display-p3',
  });
  if (context === null) throw new Error('No canvas');
  context.drawImage(image, 0, 0);
  URL.revokeObjectURL(image.src);
  const { data } = context.getImageData(0, 0, width, height);
  return { width, height, pixels: await base64Of(data) };
}

function base64Of(bytes: Uint8ClampedArray<ArrayBuffer>): Promise<string> {
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.onloadend = () => {
      if (typeof reader.result === 'string') resolve(reader.result.replace(/^.*,/, ''));
      else reject(new Error('The pixels cannot be read', { cause: reader.error }));
    };
    reader.readAsDataURL(new Blob([bytes]));
  });
}

import { known } from './known';
import { defineProperty } from './natives';

/** A file that a page is to get; gate/page-port.ts has the same. */
export interface Chosen {
  readonly file: File;
  /** webkitRelativePath, which no constructor takes and no clone carries. */
  readonly path: string;
}

export function fileOf({ file, path }: Chosen): File {
  if (path !== '') defineProperty(file, 'webkitRelativePath', { value: path, enumerable: true });
  known.add(file);
  return file;
}

import { fromZigzag } from './jpeg-quality';

const FILE_NAME = 'unnoticed-tables.xml';
/** Where ImageMagick finds its configuration files in its own memory. */
export const TABLES_PATH = `/xml/${FILE_NAME}`;

/** A file as ImageMagick wants it for its start. */
export interface StartFile {
  readonly fileName: string;
  readonly data: string;
}

/** Quantisation tables (luma, chroma; zigzag order) as a file for ImageMagick's `jpeg:q-table`. */
export function jpegTablesFile(tables: readonly (readonly number[])[]): StartFile {
  const parts = tables.map((table, slot) => {
    const levels = fromZigzag(table).join(',');
    const head = `<table slot="${slot}" alias="${slot}"><description>${slot}</description>`;
    return `${head}<levels width="8" height="8" divisor="1">${levels}</levels></table>`;
  });
  const data = `<quantization-tables>${parts.join('')}</quantization-tables>`;
  return { fileName: FILE_NAME, data };
}

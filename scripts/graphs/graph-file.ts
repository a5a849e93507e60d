import { readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

type Attribute = Readonly<Record<string, unknown>>;

/** A node of a graph as tfjs stores it. */
export interface Node {
  readonly name: string;
  readonly op: string;
  readonly input?: readonly string[];
  readonly attr?: Readonly<Record<string, Attribute>>;
}

const root = resolve(import.meta.dirname, '../..');

/** A file of JSON in the repository, mostly below node_modules. */
export function readJson(path: string): unknown {
  return JSON.parse(readFileSync(join(root, path), 'utf8'));
}

/** Protocol-buffer JSON writes strings as base64. */
export const text = (value: string): string => Buffer.from(value).toString('base64');

/** A constant of whole numbers that is part of the graph instead of the weight file. */
export function integers(name: string, shape: readonly number[], values: readonly number[]): Node {
  const tensorShape = { dim: shape.map((size) => ({ size: String(size) })) };
  return {
    name,
    op: 'Const',
    attr: { value: { tensor: { dtype: 'DT_INT32', tensorShape, intVal: values } } },
  };
}

/**
 * Writes a graph beside the manifest of the weights that it is for; with --check, only says whether
 * the file is what it would write.
 */
export function putGraph(path: string, node: readonly Node[], manifest: unknown, by: string): void {
  const wanted = `${JSON.stringify({ modelTopology: { node }, weightsManifest: manifest })}\n`;
  if (!process.argv.includes('--check')) writeFileSync(join(root, path), wanted);
  else if (readFileSync(join(root, path), 'utf8') !== wanted) {
    process.stderr.write(`${path} is out of date: npx tsx ${by}\n`);
    process.exitCode = 1;
  }
}

import type { ModelIndex, ReadModelFile } from '../engine';
import { pinnedReader } from './weights';

/** The address of a packaged file; the workers' bundles lie in offscreen/, one folder down. */
export function packaged(path: string): string {
  return new URL(`../${path}`, import.meta.url).href;
}

/** Reads a packaged file; the policy allows no other place. */
export async function fetchPackaged(path: string): Promise<ArrayBuffer> {
  return await (await fetch(packaged(path))).arrayBuffer();
}

export interface PackagedModels {
  readonly index: ModelIndex;
  /** Gives out only bytes that are what the index says. */
  readonly read: ReadModelFile;
}

export async function openModels(): Promise<PackagedModels> {
  const response = await fetch(packaged('models/index.json'));
  const index = (await response.json()) as ModelIndex;
  return { index, read: pinnedReader(index, (path) => fetchPackaged(`models/${path}`)) };
}

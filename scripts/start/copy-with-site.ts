import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** The address of every site on this computer, as a pattern: ports cannot be named in one. */
export const OWN_SITE = 'http://127.0.0.1/*';

/** A copy of the built extension that nobody has to answer a question for. */
export interface ExtensionCopy {
  readonly folder: string;
  remove(): void;
}

/**
 * Copies the built extension with one manifest key changed: this computer's address is a host that
 * is permitted from the start, because no script can answer the browser's question. The code is
 * the same byte for byte. `sites`: what is permitted, as match patterns.
 */
export function copyWithSite(dist: string, sites: readonly string[] = [OWN_SITE]): ExtensionCopy {
  const folder = mkdtempSync(join(tmpdir(), 'unnoticed-extension-'));
  cpSync(dist, folder, { recursive: true });
  const path = join(folder, 'manifest.json');
  const manifest = JSON.parse(readFileSync(path, 'utf8')) as Record<string, unknown>;
  manifest['host_permissions'] = sites;
  writeFileSync(path, JSON.stringify(manifest, null, 2));
  return {
    folder,
    remove: () => {
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DIST } from './extension-browser';

/**
 * The built extension with one manifest key changed: this computer's address becomes a host that is
 * permitted at once, because nobody can answer the browser's prompt in a headless browser.
 */
export function copyWithSite(): { readonly folder: string; remove(): void } {
  const folder = mkdtempSync(join(tmpdir(), 'unnoticed-extension-'));
  cpSync(DIST, folder, { recursive: true });
  const path = join(folder, 'manifest.json');
  const manifest = JSON.parse(readFileSync(path, 'utf8')) as Record<string, unknown>;
  manifest['host_permissions'] = ['http://127.0.0.1/*'];
  writeFileSync(path, JSON.stringify(manifest, null, 2));
  return {
    folder,
    remove: () => {
      rmSync(folder, { recursive: true });
    },
  };
}

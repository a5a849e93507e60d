import { describe, expect, it } from 'vitest';
import { read, readJson } from './repository';

interface Manifest {
  readonly permissions?: readonly string[];
  readonly optional_permissions?: readonly string[];
  readonly host_permissions?: readonly string[];
  readonly optional_host_permissions?: readonly string[];
  readonly content_scripts?: readonly unknown[];
}

const manifest = readJson('manifest.json') as Manifest;
const sections = new Map(
  read('docs/permissions.md')
    .split(/^## /m)
    .slice(1)
    .map((section) => {
      const [heading = '', ...body] = section.split('\n');
      return [heading.trim(), body.join('\n').trim()] as const;
    }),
);

describe('permissions', () => {
  it('are those that docs/permissions.md explains, no more and no fewer', () => {
    const asked = [...(manifest.permissions ?? []), ...(manifest.optional_permissions ?? [])];
    const explained = [...sections.keys()].filter((name) => name !== 'Host permissions');
    expect([...asked].sort()).toEqual(explained.sort());
  });

  it.each([...sections])('%s has its paragraph', (_name, body) => {
    expect(body.length).toBeGreaterThan(20);
  });

  it('give access to no site at install, which the document says too', () => {
    expect(manifest.host_permissions ?? []).toEqual([]);
    expect(manifest.content_scripts ?? []).toEqual([]);
    expect(sections.get('Host permissions')).toMatch(/^None at install: all are optional\./);
  });

  it('may be asked for where a page came over https, or from this machine', () => {
    expect(manifest.optional_host_permissions).toEqual([
      'https://*/*',
      'http://127.0.0.1/*',
      'http://localhost/*',
    ]);
  });
});

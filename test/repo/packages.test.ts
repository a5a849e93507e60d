import { describe, expect, it } from 'vitest';
import { read, readJson } from './repository';

interface PackageJson {
  readonly dependencies: Readonly<Record<string, string>>;
  readonly devDependencies: Readonly<Record<string, string>>;
}

interface LockFile {
  readonly packages: Readonly<
    Record<string, { readonly version?: string; readonly integrity?: string }>
  >;
}

const { dependencies, devDependencies } = readJson('package.json') as PackageJson;
/** An alias (`npm:name@version`) is there so that two versions of a package stand side by side. */
const wanted = Object.entries({ ...dependencies, ...devDependencies }).map(
  ([name, version]) => [name, version.replace(/^npm:(@[^/]+\/)?[^@]+@/, '')] as const,
);

describe('packages', () => {
  it.each(wanted)('%s is asked for in one exact version', (_name, version) => {
    expect(version).toMatch(/^\d+\.\d+\.\d+(-[\w.]+)?$/);
  });

  it.each(wanted)('%s is locked at the version asked for', (name, version) => {
    const lock = readJson('package-lock.json') as LockFile;
    expect(lock.packages[`node_modules/${name}`]?.version).toBe(version);
  });

  it('the lock file names no address to fetch from, so that any registry will do', () => {
    expect(read('package-lock.json')).not.toMatch(/"resolved":\s*"https?:/);
  });

  it('the lock file has a hash for every package it installs', () => {
    const lock = readJson('package-lock.json') as LockFile;
    const unhashed = Object.entries(lock.packages)
      .filter(([path, { integrity }]) => path !== '' && integrity === undefined)
      .map(([path]) => path);
    expect(unhashed).toEqual([]);
  });

  it.each(wanted)('docs/dependencies.md says why %s is here', (name) => {
    expect(read('docs/dependencies.md')).toContain(`\`${name}\``);
  });
});

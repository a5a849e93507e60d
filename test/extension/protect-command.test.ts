import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import Ajv from 'ajv';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { decode, makeTestPhotos, SAMPLE } from '../support/extension-photos';
import type { TestPhotos } from '../support/extension-photos';

const root = resolve(import.meta.dirname, '../..');
const schema = JSON.parse(readFileSync(join(root, 'docs/report.schema.json'), 'utf8')) as object;
const validate = new Ajv({ allErrors: true, allowUnionTypes: true }).compile(schema);

interface Report {
  version: number;
  photos: { name: string; out: string | null; outcome: string; code?: string; faces: object[] }[];
}

let photos: TestPhotos;

beforeAll(async () => {
  photos = await makeTestPhotos();
});
afterAll(() => {
  photos.remove();
});

/** Runs the command as a person does; gives what it printed and its exit code. */
function protect(...args: string[]): Promise<{ code: number; out: string; err: string }> {
  const child = spawn(process.execPath, ['--import', 'tsx', 'scripts/protect.ts', ...args], {
    cwd: root,
  });
  let out = '';
  let err = '';
  child.stdout.on('data', (text: Buffer) => (out += text.toString()));
  child.stderr.on('data', (text: Buffer) => (err += text.toString()));
  return new Promise((settle) => {
    child.on('close', (code) => {
      settle({ code: code ?? -1, out, err });
    });
  });
}

function readReport(path: string): Report {
  const report: unknown = JSON.parse(readFileSync(path, 'utf8'));
  validate(report);
  expect(validate.errors).toBeNull();
  return report as Report;
}

describe('npm run protect', () => {
  it('protects the bundled sample and says where the result is', async () => {
    const folder = join(photos.folder, 'sample');
    const json = join(photos.folder, 'sample.json');
    const { code, out, err } = await protect(
      ...['--out', folder, '--json', json, '--seed', '1', '--transfer', '12'],
    );
    expect(err).not.toContain('failed');
    expect(code).toBe(0);
    expect(out).toContain(join(folder, 'sample1.protected.jpg'));
    const [photo] = readReport(json).photos;
    expect(photo).toMatchObject({ outcome: 'protected' });
    expect(photo?.faces).toHaveLength(3);
    const delivered = await decode(readFileSync(join(folder, 'sample1.protected.jpg')));
    const original = await decode(readFileSync(SAMPLE));
    expect([delivered.width, delivered.height]).toEqual([original.width, original.height]);
    expect(Buffer.from(delivered.data).equals(Buffer.from(original.data))).toBe(false);
  }, 600_000);

  it('names what failed, writes the rest, and leaves what it read alone', async () => {
    const folder = join(photos.folder, 'results');
    const json = join(photos.folder, 'results.json');
    const before = readFileSync(photos.oneFace);
    const inputs = [photos.truncated, photos.oneFace, photos.noFace];
    const { code, err } = await protect(...inputs, '--unlinkable', '--out', folder, '--json', json);
    expect(code).toBe(1);
    expect(err).toContain(`${photos.truncated}: failed (corrupt-file)`);
    const report = readReport(json);
    expect(report.version).toBe(1);
    expect(report.photos).toMatchObject([
      { name: photos.truncated, out: null, outcome: 'failed', code: 'corrupt-file' },
      { outcome: 'protected', unlinkable: true, out: join(folder, 'one-face.protected.jpg') },
      { outcome: 'no-face', out: join(folder, 'no-face.protected.jpg') },
    ]);
    expect(existsSync(join(folder, 'truncated.protected.jpg'))).toBe(false);
    for (const { out } of report.photos) if (out !== null) expect(existsSync(out)).toBe(true);
    expect(readFileSync(photos.oneFace).equals(before)).toBe(true);
  }, 600_000);

  it.each([
    [['--seed', 'x'], '--seed takes a whole number'],
    [['--what'], 'what'],
    [['/no/such/photo.jpg'], 'is not there'],
  ])('calls %j bad usage', async (args, words) => {
    const { code, err } = await protect(...args);
    expect(code).toBe(2);
    expect(err).toContain(words);
    expect(err).toContain('npm run protect -- [photo');
  });
});

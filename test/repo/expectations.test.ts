import { isDeepStrictEqual } from 'node:util';
import { describe, expect, it } from 'vitest';
import { build } from 'esbuild';
import type { MeasuredSetting, TransferResults } from '../../scripts/expectations';
import { defineExpectations, expectationsFrom } from '../../scripts/expectations';
import { LEVELS } from '../../src/offscreen/worker/protect-options';
import { expectationOf, ofHundred } from '../../src/shared/expectation';
import { LEVEL_NAMES } from '../../src/shared/level';
import { STRENGTHS } from '../../src/shared/strength';
import { filesUnder, read, ROOT } from './repository';

const results = JSON.parse(read('docs/results/transfer.json')) as TransferResults;

/** The rows of a table below its heading, by setting and version. */
function rowsOf(heading: string, path = 'docs/results/transfer.md'): string[][] {
  const [, section = ''] = read(path).split(`## ${heading}\n`);
  const [table = ''] = section.split('\n#');
  return table
    .split('\n')
    .filter((line) => line.startsWith('|'))
    .map((line) =>
      line
        .split('|')
        .slice(1, -1)
        .map((cell) => cell.trim()),
    );
}

/** The figure with which a cell starts: `91 % (84 to 96, n = 283)` is 91. */
const figureIn = (cell: string) => Number.parseFloat(cell);

/** Whether the options that a strength was measured with are those that it has now. */
function isCurrent({ setting }: MeasuredSetting): boolean {
  const level = LEVEL_NAMES.find((name) => name === setting.name);
  if (level === undefined) return false;
  return isDeepStrictEqual(setting.options, LEVELS[level]);
}

describe('what is expected of recognisers never seen', () => {
  const current = results.settings.filter(isCurrent).map(({ setting }) => setting.name);

  it('is known of something', () => {
    expect(current).not.toEqual([]);
  });

  it.each(LEVEL_NAMES)('is what the tables of the results say of %s, or nothing', (strength) => {
    const found = expectationOf(strength);
    if (!current.includes(strength)) {
      expect(found).toBeUndefined();
      return;
    }
    const [titles = [], , ...rates] = rowsOf('At the rates as they are here');
    const shares = (rate: string, isFile: boolean) =>
      rates
        .filter(([name, version = '']) => name === strength && version.startsWith('faces, '))
        .filter(([, version]) => (version === 'faces, as delivered') === isFile)
        .map((row) => figureIn(row[titles.indexOf(`judge, ${rate}`)] ?? ''));
    const shown = (share = 0) => ofHundred(share);
    expect({
      lenient: [shown(found?.lenient.delivered), shown(found?.lenient.recompressed)],
      strict: [shown(found?.strict.delivered), shown(found?.strict.recompressed)],
    }).toEqual({
      lenient: [shares('1e-2', true)[0], Math.min(...shares('1e-2', false))],
      strict: [shares('1e-3', true)[0], Math.min(...shares('1e-3', false))],
    });
    const quality = rowsOf('What it costs the photo').find(
      ([name, photos = '']) => name === strength && photos.startsWith('faces ('),
    );
    const [, photos = '', psnr = '', ssim = ''] = quality ?? [];
    expect(photos).toBe(`faces (${String(found?.photos)})`);
    expect(found?.psnr.toFixed(2)).toBe(psnr.split(' ')[0]);
    expect(found?.ssim.toFixed(4)).toBe(ssim.split(' ')[0]);
    const row = rates.find(
      ([name, version]) => name === strength && version === 'faces, as delivered',
    );
    expect(row?.[titles.indexOf('judge, 1e-2')]).toContain(`n = ${String(found?.pairs)})`);
    const [ofPairs = [], , ...pairs] = rowsOf('Protected against protected');
    const linked = pairs.find(([name, who]) => name === strength && who === 'one person') ?? [];
    const still = (rate: string) => figureIn(linked[ofPairs.indexOf(`judge, ${rate}`)] ?? '');
    expect([found?.linked.lenient, found?.linked.strict].map(shown)).toEqual([
      still('1e-2'),
      still('1e-3'),
    ]);
  });

  it('is nothing where a strength was measured with other options than it has', () => {
    const settings = results.settings.map((one) => ({
      ...one,
      setting: { ...one.setting, options: { ...one.setting.options, leastPsnr: 1 } },
    }));
    expect(expectationsFrom({ ...results, settings })).toEqual({});
  });

  it('is nothing where the engine had other recognisers than it has', () => {
    expect(expectationsFrom(results)).not.toEqual({});
    const recognisers = results.recognisers.slice(1);
    expect(expectationsFrom({ ...results, recognisers })).toEqual({});
  });

  it('is nothing where a figure is missing', () => {
    const settings = results.settings.map((one) => ({
      ...one,
      rates: one.rates.filter(({ matcher }) => matcher !== 'judge'),
    }));
    expect(expectationsFrom({ ...results, settings })).toEqual({});
  });

  it('is nothing where no two changed photos were beside each other', () => {
    const settings = results.settings.map((one) => ({ ...one, linked: [] }));
    expect(expectationsFrom({ ...results, settings })).toEqual({});
  });

  it('is built in with the figures that the tests see', async () => {
    const { outputFiles } = await build({
      stdin: {
        contents: `import { expectationOf } from './src/shared/expectation';
          import { LEVEL_NAMES } from './src/shared/level';
          export const found = LEVEL_NAMES.map(expectationOf);`,
        resolveDir: ROOT,
      },
      bundle: true,
      write: false,
      format: 'esm',
      define: defineExpectations(),
    });
    const source = Buffer.from(outputFiles[0]?.text ?? '').toString('base64');
    const built = (await import(/* @vite-ignore */ `data:text/javascript;base64,${source}`)) as {
      found: unknown[];
    };
    expect(built.found).toEqual(LEVEL_NAMES.map(expectationOf));
  });

  it.each([
    [0.994, 99],
    [0.9961, 99],
    [1, 100],
    [0.9081, 91],
    [0, 0],
  ])('counts a share of %d as %d of a hundred', (share, count) => {
    expect(ofHundred(share)).toBe(count);
  });
});

describe('the table of the README', () => {
  it.each(STRENGTHS)('says of %s what the results say', (strength) => {
    const row = rowsOf('What was measured', 'README.md').find(([name = '']) =>
      name.toLowerCase().startsWith(strength),
    );
    const [titles = [], , ...rates] = rowsOf('At the rates as they are here');
    const rate = (set: string, far: string): string => {
      const cells = rates.find(([a, b]) => a === strength && b === `${set}, as delivered`) ?? [];
      return cells[titles.indexOf(`judge, ${far}`)] ?? '';
    };
    const cost = rowsOf('What it costs the photo').find(
      ([name, photos = '']) => name === strength && photos.startsWith('all ('),
    );
    const lenient = (set: string): string =>
      rate(set, '1e-2').replace(/^(\d+) % \((.*), n = \d+\)$/, '$1 ($2)');
    expect(row?.slice(1)).toEqual([
      lenient('faces'),
      String(figureIn(rate('faces', '1e-3'))),
      lenient('lfw'),
      String(figureIn(rate('lfw', '1e-3'))),
      `${figureIn(cost?.[2] ?? '').toFixed(1)} dB`,
      cost?.[6],
    ]);
  });
});

describe('the texts', () => {
  it.each(filesUnder('_locales', 'messages.json'))('of %s hold no measured figure', (path) => {
    const texts = JSON.parse(read(path)) as Record<string, { message: string }>;
    const typed = Object.values(texts)
      .map(({ message }) => message)
      .filter((message) =>
        /\d\s*(%|dB|of 100|per cent)|(PSNR|SSIM)\D{0,12}[\d]|\b0[.,]\d/.test(
          message.replaceAll(/\$\d/g, '$'),
        ),
      );
    expect(typed).toEqual([]);
  });
});

import { describe, expect, it } from 'vitest';
import { exists, read, readJson } from './repository';

/** docs/paper.md says where each equation and setting of the paper is: what it names has to exist. */
const text = read('docs/paper.md');

/** Cells of the rows of the table under a heading, without its own two first lines. */
function rowsUnder(heading: string): string[][] {
  const section = text.split(/^## /m).find((one) => one.startsWith(`${heading}\n`)) ?? '';
  const lines = section.split('\n').filter((line) => line.startsWith('|'));
  return lines.slice(2).map((line) =>
    line
      .replaceAll('\\|', '¦')
      .split('|')
      .slice(1, -1)
      .map((cell) => cell.trim()),
  );
}

/** The file that a path of the page means, from src/engine or from the root. */
function filesAt(path: string): string[] {
  return [`src/engine/${path}`, path].filter((one) => exists(one));
}

/** "a/b.ts, c.ts": each name after the first is in the folder of the first. */
function pathsOf(cell: string): string[] {
  const [first = '', ...others] = cell.split(', ');
  const folder = first.slice(0, first.lastIndexOf('/') + 1);
  return [first, ...others.map((name) => folder + name)];
}

const namesIn = (cell: string): string[] =>
  [...cell.matchAll(/`([A-Za-z_]\w*)`/g)].map(([, name]) => name!);

function declares(file: string, name: string): boolean {
  return new RegExp(`^(export )?(async )?(function|const|type|interface) ${name}\\b`, 'm').test(
    read(file),
  );
}

const equations = rowsUnder('Equations');
const settings = rowsUnder('Settings');

it('the tables are read: all eight equations are there, and every anchor', () => {
  const numbers = equations.map(([what]) => /^\((\d)\)/.exec(what!)?.[1]);
  expect(numbers.filter((number) => number !== undefined)).toEqual([
    '1',
    '2',
    '3',
    '4',
    '5',
    '6',
    '7',
    '8',
  ]);
  expect(settings.length).toBeGreaterThan(5);
  expect(rowsUnder('Anchors').map(([name]) => name)).toEqual([
    'BIM',
    'PGD',
    'MI-FGSM',
    'DI2-FGSM',
    'M-DI2-FGSM',
    'JND-MGA',
    'MND',
  ]);
});

describe.each(equations)('%s', (_, where, names) => {
  const files = pathsOf(where).flatMap(filesAt);

  it(`is in ${where}`, () => {
    for (const path of pathsOf(where)) expect(filesAt(path), path).not.toEqual([]);
  });

  it(`as ${names}`, () => {
    expect(namesIn(names)).not.toEqual([]);
    for (const name of namesIn(names)) {
      expect(
        files.some((file) => declares(file, name)),
        name,
      ).toBe(true);
    }
  });
});

it('what is named with a file beside it is declared in that file', () => {
  const named = [...text.matchAll(/`(\w+)` \(([\w/.-]+\.ts)\)/g)];
  expect(named.length).toBeGreaterThan(5);
  for (const [, name, path] of named) {
    const files = filesAt(path!);
    expect(files, path).toHaveLength(1);
    expect(declares(files[0]!, name!), `${name!} in ${path!}`).toBe(true);
  }
});

it('every other path on the page leads somewhere', () => {
  const paths = [...text.matchAll(/(?<![\w/.:-])[\w-]+(?:\/[\w.*-]+)+/g)].map(([path]) => path);
  // Repositories and preprints are elsewhere.
  const ours = paths.filter((path) => /\.(ts|md|json)$/.test(path) && !path.includes('github'));
  expect(ours.length).toBeGreaterThan(20);
  for (const path of ours) expect(filesAt(path), path).not.toEqual([]);
});

it('each anchor is a file of its own, with a function of its name', () => {
  for (const [name] of rowsUnder('Anchors')) {
    const file = `src/engine/attack/anchors/${name!.toLowerCase()}.ts`;
    expect(exists(file), file).toBe(true);
    const camel = name!
      .toLowerCase()
      .replaceAll(/-(\w)/g, (_, letter: string) => letter.toUpperCase());
    expect(declares(file, camel), camel).toBe(true);
  }
});

it('every command on the page is one of package.json', () => {
  const { scripts } = readJson('package.json') as { scripts: Record<string, string> };
  const commands = [...text.matchAll(/npm run ([\w:-]+)/g)].map(([, name]) => name!);
  expect(commands).toContain('bench:schedule');
  for (const name of commands) expect(scripts).toHaveProperty([name]);
});

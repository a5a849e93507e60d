import { beforeEach, describe, expect, test } from 'vitest';
import type { Delivered } from '../../../src/engine/criterion/measure-faces';
import type { Delivery } from '../../../src/engine/deliver-faces';
import type { EngineModels } from '../../../src/engine/models/load-engine-models';
import type { OpenFace } from '../../../src/engine/open-face';
import type { Photo } from '../../../src/engine/photo';
import { trimFaces } from '../../../src/engine/trim-faces';

/** Limit 0.5 (0.55 less a tenth of 0.5); a unit is half a cosine. */
const calibration = {
  genuineMean: 0.8,
  impostorMean: 0.3,
  thresholds: { '1e-2': 0.55, '1e-3': 0.6, '1e-4': 0.65 },
};
const models = { recognisers: [{ id: 'one', calibration }] } as unknown as EngineModels;

function measured(found: boolean, cosine: number): Delivered {
  return { file: { found, similarities: [cosine], toTarget: [undefined] }, platforms: new Map() };
}

/** A face whose cosine falls from 1 with the square of the share, to `full`. */
interface Scene {
  readonly full: number;
  /** The detector does not find it below this share. */
  readonly foundFrom?: number;
  /** Nor where the shares of all faces together are below this. */
  readonly togetherFrom?: number;
}

let deliveries: number[][];
let pictures: Photo[];
let released: Set<Photo>;
beforeEach(() => {
  deliveries = [];
  pictures = [];
  released = new Set();
});

async function trim(scenes: readonly Scene[]): Promise<{ open: OpenFace[]; best: Uint8Array }> {
  const open = scenes.map((): OpenFace => ({
    work: undefined as unknown as OpenFace['work'],
    share: 1,
    slack: 0.03,
    exhausted: false,
    measurement: undefined,
  }));
  const deliver = (): Promise<Delivery> => {
    for (const [i, face] of open.entries()) {
      const { full, foundFrom = 0, togetherFrom = 0 } = scenes[i]!;
      const cosine = 1 - (1 - full) * face.share ** 2;
      const together = open.reduce((sum, { share }) => sum + share, 0);
      const found = face.share >= foundFrom && together >= togetherFrom;
      face.measurement = measured(found, cosine);
    }
    const bytes = Uint8Array.of(deliveries.push(open.map(({ share }) => share)));
    const photo: Photo = { width: 1, height: 1, data: new Uint8ClampedArray(4) };
    // What the release of its memory calls, where there is such a thing.
    const transfer = (): void => {
      released.add(photo);
    };
    Object.assign(photo.data.buffer, { transfer });
    pictures.push(photo);
    return Promise.resolve({ bytes, photo });
  };
  const first = await deliver();
  const { bytes, photo } = await trimFaces(first, open, models, deliver);
  // Of all pictures only that of the delivery that comes back is still there.
  expect(pictures.filter((one) => !released.has(one))).toEqual([photo]);
  return { open, best: bytes };
}

const cosinesOf = (open: readonly OpenFace[]): number[] =>
  open.map(({ measurement }) => measurement?.file?.similarities[0] ?? NaN);

describe('a finished perturbation', () => {
  test('is scaled to just below the limit, each face by itself', async () => {
    const { open } = await trim([{ full: 0.3 }, { full: 0.45 }]);
    for (const cosine of cosinesOf(open)) {
      expect(cosine).toBeLessThan(0.5);
      expect(cosine).toBeGreaterThan(0.493);
    }
    expect(open[0]!.share).toBeLessThan(open[1]!.share);
    expect(open[1]!.share).toBeLessThan(1);
  });

  test('that is close to its limit costs no delivery', async () => {
    const { open, best } = await trim([{ full: 0.495 }]);
    expect(deliveries).toHaveLength(1);
    expect(best[0]).toBe(1);
    expect(open[0]!.share).toBe(1);
  });

  test('of a face that would be lost stays large enough to be found', async () => {
    const { open } = await trim([{ full: 0.2, foundFrom: 0.93 }, { full: 0.4 }]);
    expect(open[0]!.measurement?.file?.found).toBe(true);
    expect(open[0]!.share).toBeGreaterThanOrEqual(0.93);
    expect(open[0]!.share).toBeLessThan(1);
    expect(cosinesOf(open)[1]).toBeGreaterThan(0.49);
  });

  test('of a face that no trial finds again leaves the others trimmed all the same', async () => {
    const { open } = await trim([{ full: 0.2, foundFrom: 0.999 }, { full: 0.4 }]);
    expect(open[0]!.share).toBe(1);
    expect(cosinesOf(open)[1]).toBeGreaterThan(0.49);
  });

  test('stays as it was where nothing smaller holds together', async () => {
    const { open, best } = await trim([{ full: 0.2, togetherFrom: 2 }, { full: 0.4 }]);
    expect(best[0]).toBe(1);
    expect(open.map(({ share }) => share)).toEqual([1, 1]);
    expect(open.every(({ measurement }) => measurement?.file?.found)).toBe(true);
  });

  test('comes back with the delivery that was measured with it', async () => {
    const { open, best } = await trim([{ full: 0.2, foundFrom: 0.99 }, { full: 0.3 }]);
    expect(deliveries[best[0]! - 1]).toEqual(open.map(({ share }) => share));
    expect(Math.max(...cosinesOf(open))).toBeLessThan(0.5);
    expect(open.every(({ measurement }) => measurement?.file?.found)).toBe(true);
  });
});

import { describe, expect, test } from 'vitest';
import { ARCFACE_POINTS } from '../../../src/engine/align/five-points';
import type { FivePoints } from '../../../src/engine/align/five-points';
import type { CanonicalPatch } from '../../../src/engine/align/canonical-patch';
import { PATCH_FRAME, placePatch, readPatch } from '../../../src/engine/align/canonical-patch';
import { pasteDelta } from '../../../src/engine/attack/paste-delta';
import type { Point, Similarity } from '../../../src/engine/geometry/similarity';
import { applySimilarity } from '../../../src/engine/geometry/similarity';
import type { Photo } from '../../../src/engine/photo';
import { drawPhoto } from '../../support/engine-photos';
import { seededValues } from '../../support/engine-gradients';

const grey = drawPhoto(320, 300, () => [128, 100, 60]);

/** Landmarks as `t` takes those of the ArcFace frame. */
function pointsAt(t: Similarity): FivePoints {
  const at = (point: Point): Point => applySimilarity(t, point);
  const [a, b, c, d, e] = ARCFACE_POINTS;
  return [at(a), at(b), at(c), at(d), at(e)];
}

const upright = (tx: number, ty: number): CanonicalPatch =>
  placePatch(grey, pointsAt({ a: 1, b: 0, tx, ty }));
const copyOf = (photo: Photo): Photo => ({ ...photo, data: photo.data.slice() });
const levels = (size: number, value: number): Float32Array =>
  new Float32Array(size * size * 3).fill(value / 255);

/** protected - original at a pixel and channel. */
function change(photo: Photo, x: number, y: number, k: number, original = grey): number {
  const at = (y * photo.width + x) * 4 + k;
  return photo.data[at]! - original.data[at]!;
}

describe('placing the patch', () => {
  test('at scale 1 it is 160 pixels that show the frame from -24 to 136', () => {
    const patch = upright(100, 90);
    expect(patch.size).toBe(160);
    expect(patch.region).toEqual([76, 66, 160, 160]);
    const [x, y] = applySimilarity(patch.toPhoto, [0, 0]);
    expect([x, y].map((value) => Math.round(value * 1e6) / 1e6)).toEqual([76, 66]);
    expect(readPatch(grey, patch)[0]).toBeCloseTo(128 / 255, 5);
    expect(PATCH_FRAME.side).toBe(160);
  });

  test('its size follows the face in steps of 16, from 128 to 256', () => {
    const sizes = [0.1, 0.85, 1.43, 2, 9].map(
      (a) => placePatch(grey, pointsAt({ a, b: 0, tx: 0, ty: 0 })).size,
    );
    expect(sizes).toEqual([128, 144, 224, 256, 256]);
  });

  test('a face at the border has a region that ends there', () => {
    expect(upright(0, -10).region).toEqual([0, 0, 136, 126]);
    const [left, top, width, height] = upright(260, 240).region;
    expect([left + width, top + height]).toEqual([320, 300]);
  });
});

describe('pasting', () => {
  const patch = upright(100, 90);
  const [left, top, width, height] = patch.region;

  test('in the middle the change arrives in whole levels; alpha and the original stay', () => {
    const photo = copyOf(grey);
    pasteDelta(photo, grey, patch, levels(160, -7), undefined);
    expect(change(photo, 156, 146, 0)).toBe(-7);
    expect(change(photo, 156, 146, 2)).toBe(-7);
    expect(change(photo, 156, 146, 3)).toBe(0);
    expect(
      change(
        grey,
        156,
        146,
        0,
        drawPhoto(320, 300, () => [128, 100, 60]),
      ),
    ).toBe(0);
    for (const [part, wanted] of [
      [0.4, 0],
      [0.6, 1],
      [-1.4, -1],
    ] as const) {
      const rounded = copyOf(grey);
      pasteDelta(rounded, grey, patch, levels(160, part), undefined);
      expect(change(rounded, 156, 146, 1)).toBe(wanted);
    }
  });

  test('nothing outside of the region changes', () => {
    const photo = copyOf(grey);
    pasteDelta(photo, grey, patch, levels(160, 60), undefined);
    let outside = 0;
    for (let y = 0; y < grey.height; y++) {
      for (let x = 0; x < grey.width; x++) {
        const inside = x >= left && x < left + width && y >= top && y < top + height;
        if (!inside && change(photo, x, y, 0) !== 0) outside += 1;
      }
    }
    expect(outside).toBe(0);
    expect(change(photo, 156, 146, 0)).toBe(60);
  });

  test('towards its border the change fades out', () => {
    const photo = copyOf(grey);
    pasteDelta(photo, grey, patch, levels(160, 60), undefined);
    const profile = Array.from({ length: 160 }, (_, i) => change(photo, left + i, 146, 0));
    const across = Array.from({ length: 160 }, (_, i) => change(photo, 156, top + i, 1));
    for (const line of [profile, across]) {
      expect(line[0]).toBeLessThanOrEqual(1);
      expect(line.slice(0, 11)).toEqual(line.slice(0, 11).toSorted((a, b) => a - b));
      // 6 % of 160 samples are 9.6; half of the way the fade is at one half.
      expect(line[4]).toBeGreaterThan(20);
      expect(line[4]).toBeLessThan(40);
      expect(line.slice(10, 150).every((value) => value === 60)).toBe(true);
      expect(line.toReversed()).toEqual(line);
    }
  });

  test('a turned patch brings a spot back to where it was seen', () => {
    const turned = placePatch(grey, pointsAt({ a: 0.9, b: 0.5, tx: 130, ty: 60 }));
    const delta = new Float32Array(turned.size * turned.size * 3);
    const [px, py] = [60, 90];
    for (let y = py - 3; y <= py + 3; y++) {
      for (let x = px - 3; x <= px + 3; x++) {
        delta.fill(40 / 255, (y * turned.size + x) * 3, (y * turned.size + x) * 3 + 3);
      }
    }
    const photo = copyOf(grey);
    pasteDelta(photo, grey, turned, delta, undefined);
    const [x, y] = applySimilarity(turned.toPhoto, [px + 0.5, py + 0.5]);
    expect(change(photo, Math.floor(x), Math.floor(y), 0)).toBe(40);
    let sum = 0;
    let sumX = 0;
    let sumY = 0;
    for (let v = 0; v < photo.height; v++) {
      for (let u = 0; u < photo.width; u++) {
        const value = change(photo, u, v, 0);
        sum += value;
        sumX += value * (u + 0.5);
        sumY += value * (v + 0.5);
      }
    }
    expect(sumX / sum).toBeCloseTo(x, 0);
    expect(sumY / sum).toBeCloseTo(y, 0);
  });

  test('the range of the pixels is kept', () => {
    const bright = drawPhoto(320, 300, () => [250, 5, 255]);
    const photo = copyOf(bright);
    pasteDelta(photo, bright, patch, levels(160, 9), undefined);
    expect([0, 1, 2].map((k) => change(photo, 156, 146, k, bright))).toEqual([5, 9, 0]);
  });

  test('the ceiling holds sample by sample, in each of two overlapping patches', () => {
    const other = upright(140, 70);
    const noise = (seed: number): Float32Array => seededValues(160 * 160 * 3, 0, 9 / 255, seed);
    const most = (x: number, y: number, k: number): number => (3 * x + 5 * y + k) % 6;
    const ceilingOf = ({ region: [l, t, w, h] }: CanonicalPatch): Uint8Array =>
      Uint8Array.from({ length: w * h * 3 }, (_, i) =>
        most(l + (Math.floor(i / 3) % w), t + Math.floor(i / 3 / w), i % 3),
      );
    const photo = copyOf(grey);
    pasteDelta(photo, grey, patch, noise(1), ceilingOf(patch));
    const once = copyOf(photo);
    pasteDelta(photo, grey, other, noise(2), ceilingOf(other));
    let above = 0;
    let moved = 0;
    let atCeiling = 0;
    for (let y = 0; y < grey.height; y++) {
      for (let x = 0; x < grey.width; x++) {
        for (let k = 0; k < 3; k++) {
          const difference = change(photo, x, y, k);
          if (Math.abs(difference) > most(x, y, k)) above += 1;
          if (difference !== change(once, x, y, k)) moved += 1;
          if (difference !== 0 && difference === most(x, y, k)) atCeiling += 1;
        }
      }
    }
    expect(above).toBe(0);
    expect(moved).toBeGreaterThan(5000);
    expect(atCeiling).toBeGreaterThan(5000);
  });
});

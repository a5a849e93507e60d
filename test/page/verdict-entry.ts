/** Protects one photo on wasm and measures the delivered file on both backends. */
import { protectPhoto } from '../../src/engine';
import { matchLimit } from '../../src/engine/criterion/match-limit';
import { measureFaces, referenceFaces } from '../../src/engine/criterion/measure-faces';
import { detectFaces } from '../../src/engine/detect/detect-faces';
import type { Photo } from '../../src/engine/photo';
import type { SourceFormat } from '../../src/offscreen/codecs/file-format';
import type { Backend } from '../../src/shared/report';
import { crop, hostFor, modelsOn, readSample, throughFile } from '../support/page-engine';

const FILE: SourceFormat = {
  format: 'jpeg',
  quality: 85,
  subsampling: '4:4:4',
  progressive: false,
};

export interface Verdict {
  readonly found: boolean;
  /** By recogniser: the cosine, and what it must stay below. */
  readonly similarities: readonly number[];
  readonly limits: readonly number[];
}

export interface Verdicts {
  readonly outcome: string;
  readonly steps: number;
  /** What the report of the job says, by recogniser. */
  readonly reported: readonly number[];
  readonly clean: Readonly<Record<Backend, Verdict>>;
  readonly delivered: Readonly<Record<Backend, Verdict>>;
}

export async function verdicts(): Promise<Verdicts> {
  const photo = crop(await readSample('sample1'), [352, 384, 384, 320]);
  const files: Photo[] = [];
  const result = await protectPhoto(
    photo,
    await modelsOn('wasm'),
    { mode: 'nontargeted', form: 'product', seed: 1, k: 1, maxSteps: 140 },
    hostFor(FILE, photo, files),
  );
  const clean = await throughFile(photo, FILE);
  const delivered = files.at(-1);
  const [face, ...more] = result.faces;
  if (face === undefined || more.length > 0 || delivered === undefined) {
    throw new Error('Not exactly one face');
  }
  return {
    outcome: result.outcome,
    steps: face.steps,
    reported: face.recognisers.map(({ after }) => after),
    clean: {
      wasm: await verdict('wasm', photo, clean),
      webgl: await verdict('webgl', photo, clean),
    },
    delivered: {
      wasm: await verdict('wasm', photo, delivered),
      webgl: await verdict('webgl', photo, delivered),
    },
  };
}

/** Everything on one backend: the face of the original, its embedding, the measurement. */
async function verdict(backend: Backend, original: Photo, file: Photo): Promise<Verdict> {
  const models = await modelsOn(backend);
  const [face] = await detectFaces(original, models);
  if (face === undefined) throw new Error(`No face on ${backend}`);
  const references = await referenceFaces(original, [face], models);
  const [measured] = await measureFaces(file, references, models);
  if (measured === undefined) throw new Error('Not measured');
  return {
    found: measured.found,
    similarities: measured.similarities,
    limits: models.recognisers.map(({ calibration }) => matchLimit(calibration)),
  };
}

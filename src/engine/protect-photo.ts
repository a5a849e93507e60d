import type { FaceMeasurement, ReferenceFace } from './criterion/measure-faces';
import { measureFaces, referenceFace } from './criterion/measure-faces';
import { belowLimit } from './criterion/below-limit';
import { matchLimit } from './criterion/match-limit';
import { detectFaces } from './detect/detect-faces';
import { EngineError } from './engine-error';
import { psnr } from './metrics/psnr';
import { shareOverJnd } from './metrics/over-jnd';
import { ssim } from './metrics/ssim';
import type { EngineModels } from './models/load-engine-models';
import type { Box, Photo } from './photo';
import type { FaceWork } from './protect-face';
import { startFace } from './protect-face';
import type {
  Delivery,
  EngineErrorCode,
  FaceReport,
  ProtectHost,
  ProtectOptions,
  ProtectResult,
} from './protect-types';

/** Steps without success after which the recipe may make it easier. */
const STEPS_PER_ROUND = 8;
/** A step that saw a similarity this close to the aim is followed by a look at the plain patch. */
const NEARLY = 0.06;
/** How far below its limit a face must be in the patch before the file is looked at. */
const FIRST_SLACK = 0.01;

/** A face at work and how it stands in the file that was delivered last. */
interface OpenFace {
  readonly work: FaceWork;
  slack: number;
  exhausted: boolean;
  measurement: FaceMeasurement | undefined;
}

/**
 * Protects every face of a photo: detects, attacks inside the budget, pastes back, lets the host
 * encode and decode, and measures there; goes on in rounds until each face is below its limit on
 * the delivered file or may take no more steps. Never changes `photo`. Rejects with EngineError
 * ('cancelled', 'bad-photo', 'bad-options', 'non-finite', 'bad-model') or with what the host
 * throws; all tensors are disposed then.
 */
export async function protectPhoto(
  photo: Photo,
  models: EngineModels,
  options: ProtectOptions,
  host: ProtectHost,
): Promise<ProtectResult> {
  checkInput(photo, options);
  host.enter('detect');
  const faces = await detectFaces(photo, models);
  host.progress({ kind: 'found', boxes: faces.map((face) => face.box) });
  if (faces.length === 0) return { outcome: 'no-face', faces: [], psnr: null, ssim: 1 };
  host.enter('encode');
  const clean = await host.deliver(photo);
  host.enter('verify');
  const references: ReferenceFace[] = [];
  for (const face of faces) references.push(await referenceFace(photo, face, models));
  const before = await measureFaces(clean.photo, references, models);
  await host.checkpoint();
  const open: OpenFace[] = [];
  try {
    for (const [i, reference] of references.entries()) {
      const work = await startFace(photo, reference, i, models, options);
      open.push({ work, slack: FIRST_SLACK, exhausted: false, measurement: undefined });
    }
    const delivery = await runRounds(photo, open, models, options, host);
    return report(clean.photo, delivery, open, before, models);
  } finally {
    for (const face of open) face.work.dispose();
  }
}

function checkInput(photo: Photo, options: ProtectOptions): void {
  const { width, height, data } = photo;
  const whole = Number.isInteger(width) && Number.isInteger(height) && width > 0 && height > 0;
  if (!whole || data.length !== width * height * 4) {
    throw new EngineError(
      'bad-photo',
      `Not a photo of ${String(width)} x ${String(height)} pixels`,
    );
  }
  if (!(options.k > 0) || !(options.maxSteps >= 1) || !Number.isInteger(options.seed)) {
    throw new EngineError('bad-options', 'k > 0, maxSteps >= 1 and a whole seed expected');
  }
}

async function runRounds(
  photo: Photo,
  open: readonly OpenFace[],
  models: EngineModels,
  options: ProtectOptions,
  host: ProtectHost,
): Promise<Delivery> {
  for (let round = 1; ; round++) {
    host.enter('optimise');
    for (const [i, face] of open.entries()) {
      if (!isDone(face, models)) await runFace(face, i, open.length, models, options, host);
    }
    host.enter('encode');
    const candidate: Photo = { ...photo, data: photo.data.slice() };
    for (const face of open) await face.work.paste(candidate, photo);
    const delivery = await host.deliver(candidate);
    host.enter('verify');
    host.progress({ kind: 'verify', round });
    const references = open.map((face) => face.work.reference);
    const measured = await measureFaces(delivery.photo, references, models);
    for (const [i, face] of open.entries()) face.measurement = measured[i];
    await host.checkpoint();
    const pending = open.filter((face) => !isDone(face, models));
    if (pending.length === 0) return delivery;
    for (const face of pending) prepareNextRound(face, models, options);
    if (pending.every((face) => face.exhausted)) return delivery;
  }
}

/** Steps until the patch is below the limit less the slack, or the face may take no more. */
async function runFace(
  face: OpenFace,
  index: number,
  count: number,
  models: EngineModels,
  options: ProtectOptions,
  host: ProtectHost,
): Promise<void> {
  const { attack } = face.work;
  // One target for all recognisers: the lowest limit is the hardest to reach.
  const limit = Math.min(...models.recognisers.map((one) => matchLimit(one.calibration)));
  while (attack.steps < options.maxSteps) {
    const seen = await attack.step();
    host.progress({
      kind: 'step',
      face: index + 1,
      faces: count,
      step: attack.steps,
      steps: options.maxSteps,
    });
    await host.checkpoint();
    // The step's own value is of one augmented view before the step: cheap, but only a hint.
    const aim = limit - face.slack;
    if (seen < aim + NEARLY && belowLimit(await attack.similarity(), aim)) return;
    if (attack.steps % STEPS_PER_ROUND === 0) attack.relax();
  }
}

/** The file kept more of the face than the patch said: aim lower, or give up. */
function prepareNextRound(face: OpenFace, models: EngineModels, options: ProtectOptions): void {
  const above = Math.max(
    ...models.recognisers.map(
      (one, i) => (face.measurement?.similarities[i] ?? 1) - matchLimit(one.calibration),
    ),
  );
  face.slack += Math.max(0, above) + FIRST_SLACK;
  face.exhausted = face.work.attack.steps >= options.maxSteps;
}

function isDone(face: OpenFace, models: EngineModels): boolean {
  return failureOf(face, models) === undefined || face.exhausted;
}

/** Why a face is not protected in the file delivered last; undefined when it is. */
function failureOf(face: OpenFace, models: EngineModels): EngineErrorCode | undefined {
  const { measurement } = face;
  if (!measurement) return 'budget-exceeded';
  const below = models.recognisers.every((one, i) =>
    belowLimit(measurement.similarities[i] ?? 1, matchLimit(one.calibration)),
  );
  if (!below) return 'budget-exceeded';
  return measurement.found ? undefined : 'face-lost';
}

function report(
  clean: Photo,
  delivery: Delivery,
  open: readonly OpenFace[],
  before: readonly FaceMeasurement[],
  models: EngineModels,
): ProtectResult {
  const faces = open.map((face, i): FaceReport => {
    const { reference, jnd, patch, attack } = face.work;
    const box = reference.face.box;
    const code = failureOf(face, models);
    return {
      box,
      protected: code === undefined,
      ...(code === undefined ? {} : { code }),
      psnr: psnr(clean, delivery.photo, box),
      ssim: ssim(clean, delivery.photo, box),
      overJnd: shareOverJnd(clean, delivery.photo, box, jnd.data, patch.region),
      steps: attack.steps,
      recognisers: models.recognisers.map((one, r) => ({
        id: one.id,
        before: before[i]?.similarities[r] ?? 1,
        after: face.measurement?.similarities[r] ?? 1,
        threshold: matchLimit(one.calibration),
      })),
    };
  });
  const whole: Box = [0, 0, clean.width, clean.height];
  const failed = faces.find((face) => !face.protected);
  return {
    outcome: failed ? 'failed' : 'protected',
    ...(failed?.code === undefined ? {} : { code: failed.code }),
    faces,
    psnr: psnr(clean, delivery.photo, whole),
    ssim: ssim(clean, delivery.photo, whole),
    ...(failed ? {} : { bytes: delivery.bytes }),
  };
}

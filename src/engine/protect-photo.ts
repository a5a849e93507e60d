import { runAttack } from './attack/run-attack';
import type { Delivered, FaceMeasurement, ReferenceFace } from './criterion/measure-faces';
import { measureFaces, referenceFace } from './criterion/measure-faces';
import { matchLimit, matchMargin } from './criterion/match-limit';
import { targetThreshold } from './criterion/target';
import { deliverFaces } from './deliver-faces';
import { findFaces } from './detect/detect-faces';
import { EngineError } from './engine-error';
import { lateFaces } from './late-faces';
import { psnr } from './metrics/psnr';
import { shareOverJnd } from './metrics/over-jnd';
import { ssim } from './metrics/ssim';
import type { EngineModels } from './models/load-engine-models';
import type { OpenFace } from './open-face';
import { failureOf, missing, standingIn } from './open-face';
import type { Box, Photo } from './photo';
import { startFace } from './protect-face';
import type {
  FaceReport,
  ProtectHost,
  ProtectOptions,
  ProtectResult,
  RecogniserReport,
} from './protect-types';
import { releasePixels } from './release-pixels';
import { trimFaces } from './trim-faces';
import { unmeasuredFaces } from './unmeasured-faces';

/**
 * How far below its limit a face must be in the patch before the file is looked at, in units of
 * similarity.
 */
const FIRST_SLACK = 0.03;

/** What a round leaves of a change under which the face was not found, and when that is given up. */
const FADING = 0.85;
const LEAST_SHARE = 0.5;

/**
 * Protects every face of a photo: detects, attacks inside the budget, pastes back, lets the host
 * encode and decode, and measures there; goes on in rounds until each face is below its limit on
 * the delivered file or may take no more steps; trims what is more than needed; and begins again with
 * what the detector sees in that file alone. Never changes `photo`. Rejects with EngineError
 * ('cancelled', 'bad-photo', 'bad-options', 'non-finite', 'bad-model') or with what the host
 * throws; all tensors are disposed then.
 */
export async function protectPhoto(
  photo: Photo,
  models: EngineModels,
  options: ProtectOptions,
  host: ProtectHost,
): Promise<ProtectResult> {
  checkPhoto(photo);
  checkOptions(options, models);
  host.enter('detect');
  const found = await findFaces(photo, models);
  const { faces, tooSmall } = found;
  host.progress({ kind: 'found', boxes: faces.map((face) => face.box) });
  if (faces.length === 0) {
    return { outcome: 'no-face', faces: [], ...unmeasuredFaces(found, []), psnr: null, ssim: 1 };
  }
  host.enter('encode');
  const cleanBytes = await host.encode(photo);
  const before: FaceMeasurement[] = [];
  const open: OpenFace[] = [];
  try {
    for (let next = faces; ;) {
      host.enter('verify');
      // Decoded each time: pictures kept all the while would be the most memory at its peak.
      const clean = await host.decode(cleanBytes);
      const references: ReferenceFace[] = [];
      for (const face of next) references.push(await referenceFace(photo, face, models));
      const unchanged = await measureFaces(clean, references, models);
      releasePixels(clean);
      checkUnchanged(unchanged, models);
      before.push(...unchanged);
      await host.checkpoint();
      for (const reference of references) {
        const work = await startFace(photo, reference, open.length, models, options, host);
        open.push({ work, share: 1, slack: FIRST_SLACK, exhausted: false, measurement: undefined });
      }
      const bytes = await runRounds(photo, open, before, models, options, host);
      const delivered = await host.decode(bytes);
      const isDelivered = open.every((face) => failureOf(face, models) === undefined);
      next = isDelivered ? await lateFaces(delivered, open, tooSmall, models) : [];
      if (next.length === 0) {
        const original = await host.decode(cleanBytes);
        const result = report(original, delivered, bytes, open, before, models);
        releasePixels(original);
        releasePixels(delivered);
        const worked = open.map(({ work }) => work.reference.face.box);
        return { ...result, ...unmeasuredFaces(found, worked) };
      }
      releasePixels(delivered);
      const known = open.map(({ work }) => work.reference.face);
      host.progress({ kind: 'found', boxes: [...known, ...next].map((face) => face.box) });
    }
  } finally {
    for (const face of open) face.work.dispose();
  }
}

function checkPhoto({ width, height, data }: Photo): void {
  const whole = Number.isInteger(width) && Number.isInteger(height) && width > 0 && height > 0;
  if (!whole || data.length !== width * height * 4) {
    throw new EngineError(
      'bad-photo',
      `Not a photo of ${String(width)} x ${String(height)} pixels`,
    );
  }
}

function checkOptions(options: ProtectOptions, models: EngineModels): void {
  if (!(options.k > 0) || !(options.maxSteps >= 1) || !Number.isInteger(options.seed)) {
    throw new EngineError('bad-options', 'k > 0, maxSteps >= 1 and a whole seed expected');
  }
  const { mode, target, form, leastPsnr = 1, transferSteps = 0, decoyWeight = 0 } = options;
  if (!(leastPsnr > 0) || !(transferSteps >= 0)) {
    throw new EngineError('bad-options', 'leastPsnr > 0 and transferSteps >= 0 expected');
  }
  if (transferSteps > 0 && (form === 'paper' || mode === 'targeted')) {
    throw new EngineError('bad-options', 'Steps for transfer are for product and nontargeted');
  }
  if (!(decoyWeight >= 0) || (decoyWeight > 0 && transferSteps === 0)) {
    throw new EngineError('bad-options', 'A decoy beside is for steps for transfer');
  }
  if (mode === 'nontargeted' && target) {
    throw new EngineError('bad-options', 'A target is for the mode targeted');
  }
  if (mode === 'targeted') {
    for (const { id } of models.recognisers) checkTarget(id, target?.get(id));
  }
}

/**
 * A face that nothing was done to matches itself, or what is measured means nothing: throws
 * EngineError 'non-finite'.
 */
function checkUnchanged(before: readonly FaceMeasurement[], { recognisers }: EngineModels): void {
  for (const { similarities } of before) {
    for (const [i, { id, calibration }] of recognisers.entries()) {
      if ((similarities[i] ?? NaN) >= matchLimit(calibration)) continue;
      throw new EngineError('non-finite', `${id} does not match a face with itself`);
    }
  }
}

function checkTarget(id: string, embedding: Float32Array | undefined): void {
  const norm = embedding ? Math.hypot(...embedding) : NaN;
  if (!(Math.abs(norm - 1) < 1e-3)) {
    throw new EngineError('bad-options', `A target of norm 1 expected for ${id}`);
  }
}

async function runRounds(
  photo: Photo,
  open: readonly OpenFace[],
  before: readonly FaceMeasurement[],
  models: EngineModels,
  options: ProtectOptions,
  host: ProtectHost,
): Promise<Uint8Array> {
  let round = 0;
  const deliver = (): Promise<Uint8Array> =>
    deliverFaces(photo, open, models, options, host, ++round);
  for (;;) {
    host.enter('optimise');
    for (const [i, face] of open.entries()) {
      // What the detector no longer sees is not brought back by more steps.
      if (isDone(face, models) || isLost(face, models)) continue;
      await runFace(face, i, open.length, options, host);
    }
    const bytes = await deliver();
    const failed = open.some((face) => failureOf(face, models));
    if (!failed) {
      // What was spent for recognisers that are not asked is more than the asked ones need.
      const spends = (options.transferSteps ?? 0) > 0;
      return spends ? bytes : await trimFaces(bytes, open, before, models, deliver);
    }
    const pending = open.filter((face) => !isDone(face, models));
    for (const face of pending) {
      if (isLost(face, models)) fade(face);
      else prepareNextRound(face, models, options);
    }
    if (pending.every((face) => face.exhausted)) return bytes;
  }
}

/** Steps until the patch is good enough with the slack to spare, or the face may take no more. */
async function runFace(
  face: OpenFace,
  index: number,
  count: number,
  options: ProtectOptions,
  host: ProtectHost,
): Promise<void> {
  await runAttack(face.work.attack, {
    maxSteps: options.maxSteps,
    minSteps: options.transferSteps ?? 0,
    slack: face.slack,
    afterStep: (step) => {
      host.progress({
        kind: 'step',
        face: index + 1,
        faces: count,
        step,
        steps: options.maxSteps,
      });
      return host.checkpoint();
    },
  });
}

/** The file kept more of the face than the patch said: aim lower, or give up. */
function prepareNextRound(face: OpenFace, models: EngineModels, options: ProtectOptions): void {
  face.slack += Math.max(0, missing(face.measurement, models)) + FIRST_SLACK;
  face.exhausted = face.work.attack.steps >= options.maxSteps;
}

/** The change hides the face from the detector: less of it may do, and show the face. */
function fade(face: OpenFace): void {
  face.share *= FADING;
  face.exhausted = face.share < LEAST_SHARE;
}

function isLost(face: OpenFace, models: EngineModels): boolean {
  return face.measurement !== undefined && failureOf(face, models) === 'face-lost';
}

function isDone(face: OpenFace, models: EngineModels): boolean {
  return failureOf(face, models) === undefined || face.exhausted;
}

/** Cosine to the original face after each platform; undefined where none was looked at. */
function likenessAfter(
  measurement: Delivered | undefined,
  recogniser: number,
): Readonly<Record<string, number>> | undefined {
  if (!measurement?.platforms) return undefined;
  const after = [...measurement.platforms];
  return Object.fromEntries(
    after.map(([id, one]) => [id, standingIn(one, recogniser).toClean] as const),
  );
}

function report(
  clean: Photo,
  delivered: Photo,
  bytes: Uint8Array,
  open: readonly OpenFace[],
  before: readonly FaceMeasurement[],
  models: EngineModels,
): ProtectResult {
  const faces = open.map((face, i): FaceReport => {
    const { reference, thresholds, patch, attack } = face.work;
    const box = reference.face.box;
    const code = failureOf(face, models);
    return {
      box,
      protected: code === undefined,
      ...(code === undefined ? {} : { code }),
      psnr: psnr(clean, delivered, box),
      ssim: ssim(clean, delivered, box),
      overJnd: shareOverJnd(clean, delivered, box, thresholds, patch.region),
      steps: attack.steps,
      recognisers: models.recognisers.map((one, r): RecogniserReport => {
        const { toClean, toTarget } = standingIn(face.measurement, r);
        const platforms = likenessAfter(face.measurement, r);
        const threshold = targetThreshold(one.calibration);
        return {
          id: one.id,
          before: before[i]?.similarities[r] ?? 1,
          after: toClean,
          ...(platforms && {
            platforms,
            recompressed: Math.max(...Object.values(platforms)),
          }),
          threshold: matchLimit(one.calibration),
          margin: matchMargin(one.calibration),
          ...(toTarget === undefined ? {} : { target: { after: toTarget, threshold } }),
        };
      }),
    };
  });
  const whole: Box = [0, 0, clean.width, clean.height];
  const failed = faces.find((face) => !face.protected);
  return {
    outcome: failed ? 'failed' : 'protected',
    ...(failed?.code === undefined ? {} : { code: failed.code }),
    faces,
    psnr: psnr(clean, delivered, whole),
    ssim: ssim(clean, delivered, whole),
    ...(failed ? {} : { bytes }),
  };
}

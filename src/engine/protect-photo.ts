import { runAttack } from './attack/run-attack';
import type { Delivered, FaceMeasurement } from './criterion/measure-faces';
import { measureFaces, referenceFaces } from './criterion/measure-faces';
import { matchLimit, matchMargin } from './criterion/match-limit';
import { targetThreshold } from './criterion/target';
import type { Delivery } from './deliver-faces';
import { deliverFaces } from './deliver-faces';
import type { DetectedFace } from './detect/detect-faces';
import { findFaces } from './detect/detect-faces';
import type { Quarters } from './detect/search-tile';
import { EngineError } from './engine-error';
import { inFlight } from './in-flight';
import { lateFaces } from './late-faces';
import { psnr } from './metrics/psnr';
import { shareOverJnd } from './metrics/over-jnd';
import { ssim } from './metrics/ssim';
import type { EngineModels } from './models/load-engine-models';
import type { OpenFace } from './open-face';
import { failureOf, isProtected, missing, standingIn } from './open-face';
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
 * what the detector sees in that file alone. Faces are worked on side by side where there are other
 * workers; what comes of it is the same. Never changes `photo`. Rejects with EngineError
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
  const open: OpenFace[] = [];
  const job: Job = { photo, models, options, host, open, lie: found.lie };
  try {
    for (let next = faces; ;) {
      host.enter('optimise');
      await openFaces(next, job);
      const delivery = await runRounds(job);
      next = delivery.seen ? lateFaces(delivery.seen.faces, open, tooSmall) : [];
      if (next.length === 0) {
        const result = await report(delivery, job);
        releasePixels(delivery.photo);
        const worked = open.map(({ work }) => work.reference.face.box);
        return { ...result, ...unmeasuredFaces(found, worked) };
      }
      releasePixels(delivery.photo);
      const known = open.map(({ work }) => work.reference.face);
      host.progress({ kind: 'found', boxes: [...known, ...next].map((face) => face.box) });
    }
  } finally {
    for (const face of open) face.work.dispose();
  }
}

/** One photo at work, and its faces so far. */
interface Job {
  readonly photo: Photo;
  readonly models: EngineModels;
  readonly options: ProtectOptions;
  readonly host: ProtectHost;
  readonly open: OpenFace[];
  /** How the photo was turned when its faces were found. */
  readonly lie: Quarters;
}

/** Prepares the attack on more faces; each is disposed with `open`, also when another fails. */
async function openFaces(faces: readonly DetectedFace[], job: Job): Promise<void> {
  const { photo, models, options, host, open } = job;
  const references = await referenceFaces(photo, faces, models);
  await host.checkpoint();
  for (const reference of references) {
    const work = await startFace(photo, reference, open.length, models, options, host);
    open.push({ work, share: 1, slack: FIRST_SLACK, exhausted: false, measurement: undefined });
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

async function runRounds(job: Job): Promise<Delivery> {
  const { photo, models, options, host, open, lie } = job;
  let round = 0;
  const deliver = (): Promise<Delivery> =>
    deliverFaces(photo, open, models, options, host, { round: ++round, lie });
  for (;;) {
    host.enter('optimise');
    // What the detector no longer sees is not brought back by more steps.
    const going = open.filter((face) => !isDone(face, models) && !isLost(face, models));
    const count = open.length;
    await inFlight(going, models.elsewhere?.workers ?? 1, (face) =>
      runFace(face, open.indexOf(face), count, options, host),
    );
    const delivery = await deliver();
    if (open.every((face) => isProtected(face, models))) {
      // What was spent for recognisers that are not asked is more than the asked ones need.
      const spends = (options.transferSteps ?? 0) > 0;
      return spends ? delivery : await trimFaces(delivery, open, models, deliver);
    }
    const pending = open.filter((face) => !isDone(face, models));
    for (const face of pending) {
      if (isLost(face, models)) fade(face);
      else prepareNextRound(face, models, options);
    }
    if (pending.every((face) => face.exhausted)) return delivery;
    releasePixels(delivery.photo);
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
  if (!measurement || measurement.platforms.size === 0) return undefined;
  const after = [...measurement.platforms];
  return Object.fromEntries(
    after.map(([id, one]) => [id, standingIn(one, recogniser).toClean] as const),
  );
}

/** Compares a delivery with the photo as it is when it is encoded in the same way, unchanged. */
async function report(delivery: Delivery, job: Job): Promise<ProtectResult> {
  const { photo, models, options, host, open } = job;
  host.enter('encode');
  const clean = await host.decode(await host.encode(photo));
  host.enter('verify');
  const references = open.map(({ work }) => work.reference);
  const delivered = delivery.photo;
  const measuring = measureFaces(clean, references, models);
  // Told where it is waited for, which may be after another failure, or never.
  measuring.catch(() => undefined);
  // Where a face failed after a platform the file itself was not looked at yet.
  const after = await (open.every(({ measurement }) => measurement?.file)
    ? open.map(({ measurement }) => measurement?.file)
    : measureFaces(delivered, references, models, { target: options.target }));
  const whole: Box = [0, 0, clean.width, clean.height];
  const quality = { psnr: psnr(clean, delivered, whole), ssim: ssim(clean, delivered, whole) };
  const before = await measuring;
  checkUnchanged(before, models);
  const faces = open.map((face, i) =>
    faceReport(face, clean, delivered, { before: before[i], after: after[i] }, models),
  );
  const failed = faces.find(({ code }) => code) ?? faces.find((face) => !face.protected);
  const result: ProtectResult = {
    outcome: failed ? 'failed' : 'protected',
    ...(failed?.code === undefined ? {} : { code: failed.code }),
    faces,
    ...quality,
    ...(failed ? {} : { bytes: delivery.bytes }),
  };
  releasePixels(clean);
  return result;
}

function faceReport(
  face: OpenFace,
  clean: Photo,
  delivered: Photo,
  { before, after }: Record<'before' | 'after', FaceMeasurement | undefined>,
  models: EngineModels,
): FaceReport {
  const { reference, thresholdsIn, attack } = face.work;
  const box = reference.face.box;
  const code = failureOf(face, models);
  const { measurement } = face;
  return {
    box,
    protected: isProtected(face, models),
    ...(code === undefined ? {} : { code }),
    psnr: psnr(clean, delivered, box),
    ssim: ssim(clean, delivered, box),
    overJnd: shareOverJnd(clean, delivered, box, thresholdsIn(box), box),
    steps: attack.steps,
    recognisers: models.recognisers.map((one, r): RecogniserReport => {
      const { toClean, toTarget } = standingIn(after, r);
      const platforms = likenessAfter(measurement, r);
      const threshold = targetThreshold(one.calibration);
      return {
        id: one.id,
        before: before?.similarities[r] ?? 1,
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
}

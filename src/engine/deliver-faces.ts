import type { Delivered, FaceMeasurement, ReferenceFace } from './criterion/measure-faces';
import { measureFaces } from './criterion/measure-faces';
import { scaleFace } from './detect/scale-face';
import type { EngineModels } from './models/load-engine-models';
import type { OpenFace } from './open-face';
import { failureOf } from './open-face';
import type { Photo } from './photo';
import type { ProtectHost, ProtectOptions } from './protect-types';
import { releasePixels } from './release-pixels';

/**
 * Pastes every face's share into a copy of `photo`, lets the host encode and decode that, and
 * measures every face in what a reader decodes; where all hold there, in what each of the host's
 * platforms makes of it too, up to the first where one does not. Gives back the file.
 */
export async function deliverFaces(
  photo: Photo,
  open: readonly OpenFace[],
  models: EngineModels,
  options: ProtectOptions,
  host: ProtectHost,
  round: number,
): Promise<Uint8Array> {
  host.enter('encode');
  const candidate: Photo = { ...photo, data: photo.data.slice() };
  for (const face of open) await face.work.paste(candidate, photo, face.share);
  const bytes = await host.encode(candidate);
  releasePixels(candidate);
  const delivered = await host.decode(bytes);
  host.enter('verify');
  host.progress({ kind: 'verify', round });
  const references = open.map((face) => face.work.reference);
  const measured = await measureFaces(delivered, references, models, options.target);
  for (const [i, face] of open.entries()) face.measurement = measured[i];
  for (const { ids, pass } of host.platforms ?? []) {
    if (open.some((face) => failureOf(face, models))) break;
    const passed = await pass(delivered);
    const again = await measurePassed(passed, photo, references, models, options);
    releasePixels(passed);
    for (const [i, face] of open.entries()) {
      face.measurement = withPlatform(face.measurement, ids, again[i]);
    }
  }
  releasePixels(delivered);
  await host.checkpoint();
  return bytes;
}

/** Not looked at is not protected. */
function withPlatform(
  so: Delivered | undefined,
  ids: readonly string[],
  there: FaceMeasurement | undefined,
): Delivered | undefined {
  if (!so || !there) return undefined;
  const known = [...(so.platforms ?? [])];
  return { ...so, platforms: new Map([...known, ...ids.map((id) => [id, there] as const)]) };
}

function measurePassed(
  passed: Photo,
  { width }: Photo,
  references: readonly ReferenceFace[],
  models: EngineModels,
  { target }: ProtectOptions,
): Promise<FaceMeasurement[]> {
  const scale = passed.width / width;
  const scaled = references.map((one) => ({ ...one, face: scaleFace(one.face, scale) }));
  return measureFaces(passed, scaled, models, target);
}

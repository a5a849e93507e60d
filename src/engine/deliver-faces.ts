import { measureFaces } from './criterion/measure-faces';
import type { EngineModels } from './models/load-engine-models';
import type { OpenFace } from './open-face';
import type { Photo } from './photo';
import type { Delivery, ProtectHost, ProtectOptions } from './protect-types';

/**
 * Pastes every face's share into a copy of `photo`, lets the host encode and decode that, and
 * measures every face in what a reader decodes.
 */
export async function deliverFaces(
  photo: Photo,
  open: readonly OpenFace[],
  models: EngineModels,
  options: ProtectOptions,
  host: ProtectHost,
  round: number,
): Promise<Delivery> {
  host.enter('encode');
  const candidate: Photo = { ...photo, data: photo.data.slice() };
  for (const face of open) await face.work.paste(candidate, photo, face.share);
  const delivery = await host.deliver(candidate);
  host.enter('verify');
  host.progress({ kind: 'verify', round });
  const references = open.map((face) => face.work.reference);
  const measured = await measureFaces(delivery.photo, references, models, options.target);
  for (const [i, face] of open.entries()) face.measurement = measured[i];
  await host.checkpoint();
  return delivery;
}

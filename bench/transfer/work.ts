import { existsSync } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Attacked } from './attack-photo';
import { attackPhoto } from './attack-photo';
import type { CleanPhoto } from './clean-photo';
import { lookAtClean } from './clean-photo';
import type { LookedAt } from './look-at-file';
import { lookAtAdded, lookAtFile } from './look-at-file';
import type { KnownPhoto } from './people';
import type { NamedPhoto } from './photos';
import type { PlatformName } from './platforms';
import { addedKey } from './platforms';
import type { Setting } from './settings';
import { settingKey } from './settings';
import type { Tools } from './tools';

/** Embed every face of a photo as it is. */
export interface CleanJob {
  readonly kind: 'clean';
  readonly photo: NamedPhoto;
}

/** Attack one photo and keep the file. */
export interface AttackJob {
  readonly kind: 'attack';
  readonly subject: KnownPhoto;
  readonly setting: Setting;
}

/** Look at a kept file, or, without a setting, at the clean photo. */
export interface LookJob {
  readonly kind: 'look';
  readonly subject: KnownPhoto;
  readonly setting?: Setting;
  readonly platforms: readonly PlatformName[];
}

/** Look at the same after the platforms that `--platforms` adds. */
export interface AddedJob {
  readonly kind: 'added';
  readonly subject: KnownPhoto;
  readonly setting?: Setting;
}

export type Job = CleanJob | AttackJob | LookJob | AddedJob;

export type CleanResult = CleanPhoto & { readonly kind: 'clean' };
export interface AttackResult extends Omit<Attacked, 'bytes'> {
  readonly kind: 'attack';
  readonly subject: string;
  readonly seconds: number;
  /** Commit of the code that attacked: a kept file is not made again when the code changes. */
  readonly commit: string;
}
export interface LookResult extends LookedAt {
  readonly kind: 'look';
  readonly subject: string;
}

export interface AddedResult {
  readonly kind: 'added';
  readonly subject: string;
  readonly platforms: LookedAt['platforms'];
}

/** A finished job, kept under the key of the job. */
export type Result = (CleanResult | AttackResult | LookResult | AddedResult) & {
  readonly key: string;
};

/** What the result of a job is kept under. */
export function keyOf(job: Job): string {
  if (job.kind === 'clean') return `clean ${job.photo.id}`;
  const setting = job.setting ? settingKey(job.setting) : 'clean';
  return `${job.kind}${platformsOf(job)} ${setting} ${job.subject.id}`;
}

function platformsOf(job: AttackJob | LookJob | AddedJob): string {
  switch (job.kind) {
    case 'attack':
      return '';
    case 'look':
      return ` ${String(job.platforms.length)}`;
    case 'added':
      return ` ${addedKey()}`;
  }
}

export async function doJob(job: Job, tools: Tools): Promise<Result> {
  const key = keyOf(job);
  switch (job.kind) {
    case 'clean': {
      const { engine, matchers, codecs } = tools;
      return { kind: 'clean', key, ...(await lookAtClean(job.photo, engine, matchers, codecs)) };
    }
    case 'attack':
      return { key, ...(await attack(job, tools)) };
    case 'look': {
      const { subject, platforms } = job;
      const looked = await lookAtFile(subject, await keptFile(job, tools), platforms, tools);
      return { kind: 'look', key, subject: subject.id, ...looked };
    }
    case 'added': {
      const { subject } = job;
      const platforms = await lookAtAdded(subject, await keptFile(job, tools), tools);
      return { kind: 'added', key, subject: subject.id, platforms };
    }
  }
}

async function attack({ subject, setting }: AttackJob, tools: Tools): Promise<AttackResult> {
  const { engine, codecs, commit } = tools;
  const started = performance.now();
  const { bytes, ...attacked } = await attackPhoto(subject, setting, engine, codecs).catch(
    (error: unknown) => unattacked(error),
  );
  const seconds = (performance.now() - started) / 1000;
  const file = fileOf(subject, setting, tools);
  await mkdir(dirname(file), { recursive: true });
  if (bytes) await writeFile(file, bytes);
  return { kind: 'attack', subject: subject.id, ...attacked, seconds, commit };
}

/** One photo that the engine rejects does not end the run: its clean file is looked at instead. */
function unattacked(error: unknown): Omit<Attacked, 'bytes'> & { readonly bytes: undefined } {
  return { bytes: undefined, delivered: false, code: String(error), steps: 0 };
}

/** What an attack left; nothing of a clean photo, and of one that could not be attacked. */
async function keptFile(
  { subject, setting }: Pick<LookJob, 'subject' | 'setting'>,
  tools: Tools,
): Promise<Uint8Array | undefined> {
  const file = setting && fileOf(subject, setting, tools);
  return file !== undefined && existsSync(file) ? await readFile(file) : undefined;
}

function fileOf({ id }: KnownPhoto, setting: Setting, { files }: Tools): string {
  return join(files, settingKey(setting), id.replaceAll('/', '-'));
}

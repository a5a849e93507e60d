import { ATTACK_MODES, TARGET_KINDS } from './attack-mode';
import type { AttackMode, TargetKind } from './attack-mode';
import { isRecord } from './is-record';
import type { Backend } from './report';
import { STRENGTHS, levelsAbove } from './strength';
import type { Strength } from './strength';

/**
 * What of a photo's metadata goes along: date, camera and copyright, or nothing. The colour profile
 * belongs to the pixels and stays; place, names and pictures never do.
 */
export const METADATA_WISHES = ['basics', 'none'] as const;
export type MetadataWish = (typeof METADATA_WISHES)[number];

/** Everything that a person can set. Stored whole, under one key; docs/settings.md. */
export interface Settings {
  readonly version: 1;
  readonly mode: AttackMode;
  /** Of mode `targeted`. */
  readonly target: TargetKind;
  /**
   * Seed of the fixed decoy, an unsigned 32-bit integer: drawn once for each installation, and anew
   * when the person asks for it. Null until then.
   */
  readonly decoySeed: number | null;
  readonly strength: Strength;
  /** Of mode `nontargeted` at `strong`: changed photos of one person part from each other as well. */
  readonly unlinkable: boolean;
  readonly backend: 'auto' | Backend;
  readonly metadata: MetadataWish;
  /** `ask`: the person decides about a photo that failed. `block`: it never goes. */
  readonly onFailure: 'ask' | 'block';
  /** Strict mode: a photo without a face, or with one that can't be measured, waits for the person. */
  readonly askWithoutFace: boolean;
  /** Match pattern of an origin, such as `https://x.com/*`: whether photos are protected there. */
  readonly sites: Readonly<Record<string, boolean>>;
}

export const DEFAULT_SETTINGS: Settings = {
  version: 1,
  mode: 'nontargeted',
  target: 'new-decoy',
  decoySeed: null,
  strength: 'strong',
  unlinkable: false,
  backend: 'auto',
  metadata: 'basics',
  onFailure: 'ask',
  askWithoutFace: false,
  sites: {},
};

/** What the engine host is told. Nothing of it ever reaches a content script. */
export type EngineSettings = Pick<
  Settings,
  'mode' | 'target' | 'decoySeed' | 'strength' | 'unlinkable' | 'backend' | 'metadata'
>;

/** What a content script is told, gesture by gesture: how to fail, and nothing else. */
export interface PagePolicy extends Pick<Settings, 'onFailure' | 'askWithoutFace'> {
  /** How many strengths there are above the one that is set. */
  readonly strongerLevels: number;
}

/**
 * Some settings, changed. Sites are changed by name (background.setSites), and the background
 * itself draws decoys (background.redrawDecoy).
 */
export type SettingsChange = Partial<Omit<Settings, 'version' | 'sites' | 'decoySeed'>>;

const NOT_FOR_A_CHANGE: readonly string[] = ['version', 'sites', 'decoySeed'];

type Guards<T> = { readonly [K in keyof T]-?: (value: unknown) => boolean };

const oneOf =
  (...allowed: readonly unknown[]) =>
  (value: unknown): boolean =>
    allowed.includes(value);

const GUARDS: Guards<Settings> = {
  version: oneOf(1),
  mode: oneOf(...ATTACK_MODES),
  target: oneOf(...TARGET_KINDS),
  decoySeed: (value) => value === null || isSeed(value),
  strength: oneOf(...STRENGTHS),
  unlinkable: isBoolean,
  backend: oneOf('auto', 'webgl', 'wasm'),
  metadata: oneOf(...METADATA_WISHES),
  onFailure: oneOf('ask', 'block'),
  askWithoutFace: isBoolean,
  sites: isSites,
};

function isBoolean(value: unknown): value is boolean {
  return typeof value === 'boolean';
}

/** Whether `value` maps sites to whether they are on. */
export function isSites(value: unknown): value is Settings['sites'] {
  return (
    isRecord(value) &&
    Object.entries(value).every(([site, on]) => isSitePattern(site) && isBoolean(on))
  );
}

/** Whether `value` is an unsigned 32-bit integer. */
export function isSeed(value: unknown): value is number {
  return Number.isInteger(value) && Number(value) >= 0 && Number(value) <= 0xffffffff;
}

/** An origin as a match pattern; ports cannot be named in one. */
const SITE_PATTERN = /^(https?):\/\/([a-z0-9.-]+|\[[0-9a-f:]+\])\/\*$/;

/** Whether `value` names one site: a scheme, a host without wildcard, every path. */
export function isSitePattern(value: unknown): value is string {
  return typeof value === 'string' && SITE_PATTERN.test(value);
}

/** The pattern of the site of a page; undefined where no content script may run. */
export function sitePatternOf(url: string): string | undefined {
  const { protocol, hostname } = URL.canParse(url) ? new URL(url) : { protocol: '', hostname: '' };
  const pattern = `${protocol}//${hostname}/*`;
  return isSitePattern(pattern) ? pattern : undefined;
}

/** Whether `value` holds known settings only, each within its range, that may be changed this way. */
export function isSettingsChange(value: unknown): value is SettingsChange {
  return (
    isRecord(value) &&
    Object.entries(value).every(
      ([key, setting]) =>
        !NOT_FOR_A_CHANGE.includes(key) &&
        Object.hasOwn(GUARDS, key) &&
        GUARDS[key as keyof Settings](setting),
    )
  );
}

/**
 * What was stored, made whole: a setting that is missing, unknown or out of range falls back to
 * its default alone, so that one bad value never costs a person the others.
 */
export function readStoredSettings(stored: unknown): Settings {
  if (!isRecord(stored)) return DEFAULT_SETTINGS;
  const known = Object.entries(stored).filter(
    ([key, value]) => Object.hasOwn(GUARDS, key) && GUARDS[key as keyof Settings](value),
  );
  return { ...DEFAULT_SETTINGS, ...Object.fromEntries(known) };
}

/** Whether `value` is what the engine host may be told: all of it, each within its range. */
export function isEngineSettings(value: unknown): value is EngineSettings {
  if (!isRecord(value)) return false;
  const { mode, target, decoySeed, strength, unlinkable, backend, metadata, ...unknown } = value;
  return (
    GUARDS.mode(mode) &&
    GUARDS.target(target) &&
    GUARDS.decoySeed(decoySeed) &&
    GUARDS.strength(strength) &&
    GUARDS.unlinkable(unlinkable) &&
    GUARDS.backend(backend) &&
    GUARDS.metadata(metadata) &&
    Object.keys(unknown).length === 0
  );
}

/** The part of the settings that the engine host is told. */
export function engineSettingsOf(settings: Settings): EngineSettings {
  const { mode, target, decoySeed, strength, unlinkable, backend, metadata } = settings;
  return { mode, target, decoySeed, strength, unlinkable, backend, metadata };
}

/** The part of the settings that a content script is told. */
export function pagePolicyOf({ onFailure, askWithoutFace, strength }: Settings): PagePolicy {
  return { onFailure, askWithoutFace, strongerLevels: levelsAbove(strength) };
}

import { ATTACK_MODES, TARGET_KINDS } from './attack-mode';
import { isFaceBox, isUuid } from './comparison';
import type { JndWish } from './comparison';
import { isRecord } from './is-record';
import { JOB_PORT_PREFIX } from './job';
import type { JobOptions, JobRequest } from './job';
import { PLATFORM_IDS } from './platforms';
import { isSeed, METADATA_WISHES } from './settings';
import { STRENGTHS } from './strength';

const LONGEST_NAME = 1024;
const MOST_STEPS = 10_000;
/** A day: beyond it a timer of the browser would overflow long before a person waits so long. */
const LONGEST_TIMEOUT_MS = 86_400_000;

function isOneOf(...allowed: readonly string[]): (value: unknown) => boolean {
  return (value) => typeof value === 'string' && allowed.includes(value);
}

function isWholeBetween(least: number, most: number): (value: unknown) => boolean {
  return (value) => Number.isInteger(value) && Number(value) >= least && Number(value) <= most;
}

/** One guard per option: an option without a guard is a compile error, an unknown one refused. */
const OPTION_GUARDS: { readonly [K in keyof Required<JobOptions>]: (value: unknown) => boolean } = {
  mode: isOneOf(...ATTACK_MODES),
  target: isOneOf(...TARGET_KINDS),
  decoySeed: (value) => value === null || isSeed(value),
  form: isOneOf('product', 'paper'),
  seed: isSeed,
  maxSteps: isWholeBetween(1, MOST_STEPS),
  platforms: isPlatforms,
  asDelivered: (value) => typeof value === 'boolean',
  backend: isOneOf('auto', 'wasm', 'webgl'),
  strength: isOneOf(...STRENGTHS),
  unlinkable: (value) => typeof value === 'boolean',
  transferSteps: isWholeBetween(0, MOST_STEPS),
  metadata: isOneOf(...METADATA_WISHES),
  timeoutMs: isWholeBetween(1, LONGEST_TIMEOUT_MS),
};

/** None at all is said by `asDelivered`, so that an empty list is no slip. */
function isPlatforms(value: unknown): boolean {
  return (
    Array.isArray(value) &&
    value.length > 0 &&
    new Set(value).size === value.length &&
    value.every(isOneOf(...PLATFORM_IDS))
  );
}

/** Whether `value` holds known options only, each within its range. */
export function isJobOptions(value: unknown): value is JobOptions {
  return (
    isRecord(value) &&
    Object.entries(value).every(
      ([key, option]) =>
        Object.hasOwn(OPTION_GUARDS, key) &&
        OPTION_GUARDS[key as keyof typeof OPTION_GUARDS](option),
    )
  );
}

/** Whether `value` is a well-formed job: a Blob, a name of sane length, known options. */
export function isJobRequest(value: unknown): value is JobRequest {
  if (!isRecord(value)) return false;
  const { file, name, asStill, stronger, options, ...unknown } = value;
  return (
    file instanceof Blob &&
    typeof name === 'string' &&
    name.length <= LONGEST_NAME &&
    (asStill === undefined || typeof asStill === 'boolean') &&
    (stronger === undefined || isWholeBetween(0, STRENGTHS.length - 1)(stronger)) &&
    (options === undefined || isJobOptions(options)) &&
    Object.keys(unknown).length === 0
  );
}

/** Whether a port is meant for the engine host at all. */
export function isJobPort(portName: string): boolean {
  return portName.startsWith(JOB_PORT_PREFIX);
}

/** The job's id from its port's name; undefined when it is not a UUID. */
export function readJobId(portName: string): string | undefined {
  const id = portName.slice(JOB_PORT_PREFIX.length);
  return isJobPort(portName) && isUuid(id) ? id : undefined;
}

/** Whether `value` is a photo, a box in it, and known terms. */
export function isJndWish(value: unknown): value is JndWish {
  if (!isRecord(value)) return false;
  const { photo, box, terms, ...unknown } = value;
  return (
    photo instanceof Blob &&
    isFaceBox(box) &&
    isJobOptions(terms) &&
    Object.keys(unknown).length === 0
  );
}

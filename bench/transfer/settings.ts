import { createHash } from 'node:crypto';
import type { ProtectOptions } from '../../src/engine/protect-types';
import { LEVELS } from '../../src/offscreen/worker/protect-options';
import { LEVEL_NAMES } from '../../src/shared/level';
import type { LeverSetting } from './lever-settings';

/** One named way to attack; plain data, so that a hash of it can name what came of it. */
export interface Setting {
  readonly name: string;
  /** Ids of the recognisers that are attacked; all of them where it is not said. */
  readonly attacked?: readonly string[];
  /** What differs from DEFAULTS. */
  readonly options?: Partial<Omit<ProtectOptions, 'seed' | 'target'>>;
  /** Another method (peers.ts) instead of protectPhoto. */
  readonly peer?: PeerSetting;
  /** The product's form with levers moved (attack-by-lever.ts), at a fixed number of gradients. */
  readonly lever?: LeverSetting;
}

export interface PeerSetting {
  readonly method: 'tip-im' | 'pgd';
  /** Most that a sample may change, [0, 1] units. */
  readonly epsilon: number;
  /** Gradients, all of which are taken. */
  readonly steps: number;
  /** Of PGD: the length of a step, as a multiple of epsilon / steps. */
  readonly reach?: number;
  /** Inside J as well, as ours is; else only inside epsilon. */
  readonly insideJnd?: boolean;
}

/** As the product runs (src/offscreen/worker/protect-options.ts). */
export const DEFAULTS: Omit<ProtectOptions, 'seed'> = {
  mode: 'nontargeted',
  form: 'product',
  k: 1,
  maxSteps: 192,
};

/** What a person can choose, each in the product's own numbers; the default is attacked first. */
const STRONG: Setting = { name: 'strong', options: LEVELS.strong };
export const LEVEL_SETTINGS: readonly Setting[] = [
  STRONG,
  ...LEVEL_NAMES.toReversed()
    .filter((name) => name !== STRONG.name)
    .map((name) => ({ name, options: LEVELS[name] })),
];

/** The engine's recognisers (models/index.json), of which each is left out in its turn. */
const RECOGNISERS = ['faceres', 'dlib', 'mobilefacenet'];

const without = (leftOut: string): string[] => RECOGNISERS.filter((id) => id !== leftOut);

/** The strongest one without one recogniser: what it does to that one is leave-one-out. */
export const LEAVE_ONE_OUT: readonly Setting[] = leftOutInTurn(STRONG);

/** The same where photos part: what that costs (0050). Not attacked unless it is asked for. */
export const UNLINKABLE_LEFT_OUT: readonly Setting[] = leftOutInTurn({
  name: 'strong, unlinkable',
  options: LEVELS['strong, unlinkable'],
});

function leftOutInTurn(setting: Setting): Setting[] {
  return RECOGNISERS.map((leftOut) => ({
    ...setting,
    name: `${setting.name}, without ${leftOut}`,
    attacked: without(leftOut),
  }));
}

/** Least PSNR at which ours is drawn, dB, all of J allowed: about and between the strengths' bars. */
const FIDELITIES = [33, 34.5, 36, 37.5, 39, 41];
/** Levels that the peers' samples may change, which come to about the same PSNR; 12 is Yang et al.'s own. */
const PEER_LEVELS = [2, 3, 4, 5.4, 7.2, 9, 12];
/** TIP-IM's own; PGD and ours take as many where they are drawn beside it. */
const PEER_STEPS = 100;
/** PGD's steps together, in epsilon: from anywhere in the ball to anywhere, and some to turn back. */
const PGD_REACH = 2.5;

/** One method of the frontier, at six budgets or more; what is attacked is said by the panel. */
export interface FrontierMethod {
  readonly name: string;
  readonly budgets: readonly Setting[];
}

/** A multiple of J that no sample comes to within these fidelities: only the ball holds. */
const WITHOUT_J = 10;

/** Ours first, then what J costs it, then the peers, which do not know it, and the better one inside. */
export const FRONTIER: readonly FrontierMethod[] = [
  { name: 'ours', budgets: ourBudgets('ours') },
  { name: 'ours without J', budgets: ourBudgets('ours without J', { k: WITHOUT_J }) },
  { name: 'TIP-IM style', budgets: peerBudgets('tip-im') },
  { name: 'PGD', budgets: peerBudgets('pgd') },
  { name: 'TIP-IM style inside J', budgets: peerBudgets('tip-im', true) },
];

function ourBudgets(name: string, other: Setting['options'] = {}): Setting[] {
  const steps = { transferSteps: PEER_STEPS, maxSteps: PEER_STEPS };
  return FIDELITIES.map((leastPsnr) => ({
    name: `${name}, at least ${String(leastPsnr)} dB`,
    options: { ...LEVELS.strong, ...steps, ...other, leastPsnr },
  }));
}

function peerBudgets(method: PeerSetting['method'], insideJnd = false): Setting[] {
  return PEER_LEVELS.map((levels) => ({
    name: `${method}, ${levels.toFixed(1)}/255${insideJnd ? ', inside J' : ''}`,
    peer: {
      method,
      epsilon: levels / 255,
      steps: PEER_STEPS,
      ...(method === 'pgd' && { reach: PGD_REACH }),
      ...(insideJnd && { insideJnd }),
    },
  }));
}

/** By the matcher that is left out: which recognisers the methods of its panel attack. */
export const PANELS: Readonly<Record<string, readonly string[] | undefined>> = {
  judge: undefined,
  ...Object.fromEntries(RECOGNISERS.map((leftOut) => [leftOut, without(leftOut)])),
};

/** Twelve hex digits that a setting's files are kept under: the same choice, the same digits. */
export function settingKey({ attacked, options, peer, lever }: Setting): string {
  const ofEngine = (peer ?? lever) ? undefined : { ...DEFAULTS, ...options };
  const chosen = { attacked, options: ofEngine, peer, lever };
  return createHash('sha256').update(canonical(chosen)).digest('hex').slice(0, 12);
}

/** JSON whose keys are in order, so that the order of writing makes no difference. */
function canonical(value: unknown): string {
  return JSON.stringify(value, (_, part: unknown) =>
    part !== null && typeof part === 'object' && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)))
      : part,
  );
}

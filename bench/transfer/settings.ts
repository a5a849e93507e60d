import { createHash } from 'node:crypto';
import type { ProtectOptions } from '../../src/engine/protect-types';

/** One named way to attack; plain data, so that a hash of it can name what came of it. */
export interface Setting {
  readonly name: string;
  /** Ids of the recognisers that are attacked; all of them where it is not said. */
  readonly attacked?: readonly string[];
  /** What differs from DEFAULTS. */
  readonly options?: Partial<Omit<ProtectOptions, 'seed' | 'target'>>;
  /** Another method (peers.ts) instead of protectPhoto. */
  readonly peer?: { readonly method: PeerMethod; readonly epsilon: number };
}

export type PeerMethod = 'tip-im' | 'pgd';

/** As the product runs (src/offscreen/worker/protect-options.ts). */
export const DEFAULTS: Omit<ProtectOptions, 'seed'> = {
  mode: 'nontargeted',
  form: 'product',
  k: 1,
  maxSteps: 192,
};

/** The strengths a person can choose. */
export const STRENGTHS: readonly Setting[] = [
  { name: 'invisible', options: { k: 0.6 } },
  { name: 'balanced', options: { k: 0.8 } },
  { name: 'strong', options: { k: 1 } },
];

/** The strongest one with one recogniser alone: what it does to the other is leave-one-out. */
export const LEAVE_ONE_OUT: readonly Setting[] = ['faceres', 'dlib'].map((id) => ({
  ...STRENGTHS.at(-1)!,
  name: `strong, ${id} alone`,
  attacked: [id],
}));

/** Shares of the peers' own budget, and of J, at which the frontier is drawn. */
const BUDGETS = [0.2, 0.3, 0.45, 0.6, 0.8, 1];
/** Yang et al.'s: 12 levels. */
const PEER_EPSILON = 12 / 255;

/** The curves of the frontier, at least six budgets each. */
export const FRONTIER: Readonly<Record<string, readonly Setting[]>> = {
  ours: BUDGETS.map((k) => ({ name: `ours ${String(k)}`, options: { k } })),
  'TIP-IM style': peerCurve('tip-im'),
  PGD: peerCurve('pgd'),
};

function peerCurve(method: PeerMethod): Setting[] {
  return BUDGETS.map((share) => ({
    name: `${method} ${String(share)}`,
    peer: { method, epsilon: share * PEER_EPSILON },
  }));
}

/** Twelve hex digits that a setting's files are kept under: the same choice, the same digits. */
export function settingKey({ attacked, options, peer }: Setting): string {
  const chosen = { attacked, options: peer ? undefined : { ...DEFAULTS, ...options }, peer };
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

import { ROOMIEST_JND } from '../../engine/jnd/jnd-models';
import type { AttackMode, ProtectOptions } from '../../engine/protect-types';
import { levelName } from '../../shared/level';
import type { LevelName } from '../../shared/level';
import { DEFAULT_SETTINGS } from '../../shared/settings';
import { without } from '../../shared/without';
import type { EngineOrder } from '../worker-protocol';

/** What a level allows, and what it spends on recognisers that the engine does not know. */
type Level = Pick<ProtectOptions, 'k'> &
  Partial<
    Pick<
      ProtectOptions,
      'jnd' | 'reserve' | 'leastPsnr' | 'l2' | 'maxSteps' | 'transferSteps' | 'decoyWeight'
    >
  >;

/** Where k * J leaves most room (docs/decisions/0036). */
const ROOM = { jnd: ROOMIEST_JND, reserve: 0 } as const;

/**
 * Steps that ask one recogniser each: so many in any case, and at most as many as 160 that ask every
 * one (docs/decisions/0053).
 */
const IN_TURN = { transferSteps: 48, maxSteps: 480 } as const;

/**
 * k: the ceiling of a change, as a multiple of the just noticeable difference. leastPsnr: the bars
 * of quality (on average 35.5 and 33.5 dB in the file), less what whole levels leave unused
 * (docs/decisions/0032); of `balanced` more, for there it often has to give way (0046). `invisible`
 * stops at what the engine's own recognisers need inside its ceiling, whatever that is: its price
 * falls fast, for its ceiling leaves little (0039). decoyWeight: what parts changed photos of one
 * person costs what carries over to unknown recognisers, so that it is the person's choice (0050).
 */
export const LEVELS: Readonly<Record<LevelName, Level>> = {
  invisible: { ...ROOM, k: 0.6, l2: { start: 6_000, decay: 0.7 } },
  balanced: { ...ROOM, k: 0.8, leastPsnr: 37.5, ...IN_TURN },
  strong: { ...ROOM, k: 1, leastPsnr: 33.6, ...IN_TURN },
  'strong, unlinkable': { ...ROOM, k: 1, leastPsnr: 34.2, ...IN_TURN, decoyWeight: 1 },
};

/** Each asks every recogniser. Most faces take far fewer; the hard ones are worth more than a failure. */
const MOST_STEPS: Readonly<Record<AttackMode, number>> = { nontargeted: 192, targeted: 320 };

/** The paper's b has to fall thirty times, with eight steps for each, before the attack is pure. */
const PAPER_STEPS = 400;

/**
 * The form of the paper and the way to a target have prices of their own, and so has the least
 * change, which is what no steps for transfer ask for where a level has some (docs/decisions/0019).
 */
function levelOf(
  name: LevelName,
  { form, transferSteps }: Pick<EngineOrder, 'form' | 'transferSteps'>,
  mode: AttackMode,
): Level {
  const level = LEVELS[name];
  if (form === 'paper' || mode === 'targeted') return { k: level.k };
  const { k, leastPsnr } = level;
  if (transferSteps !== 0) return level;
  return leastPsnr === undefined ? { k } : { k, leastPsnr };
}

/** The engine's options but for the target: what the client chose, and defaults for the rest. */
export function protectOptions(order: EngineOrder): Omit<ProtectOptions, 'target'> {
  const {
    strength = DEFAULT_SETTINGS.strength,
    unlinkable,
    ...open
  } = without(order, 'towards', 'metadata', 'asStill', 'asDelivered', 'platforms');
  const { mode = DEFAULT_SETTINGS.mode } = open;
  return {
    mode,
    form: 'product',
    maxSteps: open.form === 'paper' ? PAPER_STEPS : MOST_STEPS[mode],
    ...levelOf(levelName(strength, unlinkable), open, mode),
    ...open,
  };
}

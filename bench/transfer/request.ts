import { option } from '../paper/request';
import type { FrontierMethod, Setting } from './settings';
import { FRONTIER, LEAVE_ONE_OUT, LEVEL_SETTINGS, PANELS, UNLINKABLE_LEFT_OUT } from './settings';

/** The strength of `--quick`. */
const QUICK = 'strong';

/**
 * `--strength a --strength b`: these alone; by default every level and leave-one-out, or the one
 * of `--quick`. Leave-one-out where photos part runs by its names alone.
 */
export function chosenSettings(args: readonly string[], quick: boolean): Setting[] {
  const byDefault = [...LEVEL_SETTINGS, ...LEAVE_ONE_OUT];
  const all = [...byDefault, ...UNLINKABLE_LEFT_OUT];
  const asked = args.flatMap((arg, i) => (args[i - 1] === '--strength' ? [arg] : []));
  const wanted = asked.length === 0 && quick ? [QUICK] : asked;
  if (wanted.length === 0) return byDefault;
  return wanted.map((name) => {
    const found = all.find((setting) => setting.name === name);
    if (!found) throw new Error(`No setting ${name}: ${all.map((one) => one.name).join(', ')}`);
    return found;
  });
}

/** `--frontier judge,dlib`: the panels asked for; `--frontier` alone: all; without it none. */
export function chosenPanels(args: readonly string[]): string[] {
  const at = args.indexOf('--frontier');
  if (at < 0) return [];
  const asked = args[at + 1];
  const names =
    asked === undefined || asked.startsWith('--') ? Object.keys(PANELS) : asked.split(',');
  const unknown = names.find((name) => !(name in PANELS));
  if (unknown !== undefined)
    throw new Error(`No panel ${unknown}: ${Object.keys(PANELS).join(', ')}`);
  return names;
}

/** `--beside "TIP-IM style,PGD"`: the product's method and these beside it; by default all. */
export function chosenMethods(args: readonly string[]): FrontierMethod[] {
  const [ours, ...peers] = FRONTIER;
  const asked = option(args, '--beside')?.split(',');
  const unknown = asked?.find((name) => peers.every((peer) => peer.name !== name));
  if (unknown !== undefined)
    throw new Error(`No method ${unknown}: ${peers.map(({ name }) => name).join(', ')}`);
  return [ours!, ...peers.filter(({ name }) => asked?.includes(name) ?? true)];
}

import { EngineError } from '../engine-error';

/**
 * Throws EngineError 'non-finite' where a network's answer is none: a value is no number, or all of
 * several are the same. A graphics driver that fails may give either without a word, and the networks'
 * users compare: no number is above a threshold, and zeros are like nobody, so that a photo would
 * count as one without faces, or as changed enough.
 */
export function checkOutput(values: ArrayLike<number>, network: string): void {
  let alike = values.length > 1;
  for (let i = 0; i < values.length; i++) {
    if (!Number.isFinite(values[i]))
      throw new EngineError('non-finite', `${network} gave no number`);
    alike &&= values[i] === values[0];
  }
  if (alike) throw new EngineError('non-finite', `${network} gave one number for everything`);
}

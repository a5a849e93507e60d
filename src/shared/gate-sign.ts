/**
 * What the gate leaves on the globals of its own world, where no page can see it: whoever asks there
 * knows that the page in a tab was loaded with it.
 */
export const GATE_SIGN = 'unnoticedGate';

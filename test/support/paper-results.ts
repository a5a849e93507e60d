/** Results of the paper bench, made up: what its tables and hypotheses are asked about. */
import type { Outcome } from '../../bench/paper/attack-subject';
import type { Result } from '../../bench/paper/results';
import type { Subject } from '../../bench/paper/subject';

const OUTCOME: Outcome = {
  success: true,
  steps: 10,
  seconds: 1,
  psnr: 40,
  ssim: 0.98,
  msSsim: 0.99,
  fsim: 0.985,
  gmsd: 0.01,
  overJnd: 0.02,
  levels: [1, 2, 3],
};

/** One result; what is not said of its success is middling, `own` is as at the success. */
export function result(
  method: string,
  photo: string,
  atSuccess: Partial<Outcome> = {},
  rest: Partial<Omit<Result, 'atSuccess'>> = {},
): Result {
  const outcome = { ...OUTCOME, ...atSuccess };
  const person = photo.split('/')[0] ?? photo;
  return { method, photo, person, mode: 'nontargeted', own: outcome, atSuccess: outcome, ...rest };
}

/** A photo that nobody looks into. */
export function subject(id: string, rest: Partial<Subject> = {}): Subject {
  const person = id.split('/')[0] ?? id;
  return {
    id,
    person,
    identity: 0,
    target: 1,
    prototype: [],
    size: 2,
    pixels: '',
    box: [0, 0, 2, 2],
    ...rest,
  };
}

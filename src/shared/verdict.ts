import { errorKey } from './error-key';
import type { ErrorCode } from './errors';
import type { FaceResult, PhotoReport } from './report';

/** What may be said of a photo, all of it. */
export const VERDICT_CASES = [
  // every face that was found is below its limits, in the file and after recompression
  'all-stopped',
  // a face still matches and another does not
  'some-not',
  // a face was seen that can't be measured: too small, turned away or covered
  'unmeasured',
  // every face still matches after the most change that the strength allows
  'budget-exceeded',
  'no-face',
  // nothing was measured, or not all that counts
  'not-checked',
  // measured, and something else went wrong
  'failed',
] as const;
export type VerdictCase = (typeof VERDICT_CASES)[number];

/** The texts of verdicts, beside those of errors (error-key.ts). */
export const VERDICT_KEYS = [
  'verdict_stopped_one',
  'verdict_stopped_many',
  'verdict_same_one',
  'verdict_same_many',
  'verdict_delivered_one',
  'verdict_delivered_many',
  'verdict_some_not',
  'verdict_unmeasured_only',
  'verdict_unmeasured_beside',
  'outcome_no_face',
  'panel_sent_original',
  'panel_sent_no_face',
] as const;
type VerdictKey = (typeof VERDICT_KEYS)[number];

/** One plain sentence about one photo: the key of its text, and what stands in the text's places. */
export interface Verdict {
  readonly case: VerdictCase;
  readonly key: string;
  readonly args: readonly (string | number)[];
}

/** From here on two pictures of a face are said to look the same; below, the figure stands alone. */
const SAME_SSIM = 0.99;

/** What the cases are told apart by. */
interface Facts {
  readonly outcome: PhotoReport['outcome'];
  readonly code: ErrorCode;
  readonly faces: number;
  /** Faces below all of their limits by every figure, whatever the report calls them. */
  readonly stopped: number;
  /** Faces for which the strength allowed too little. */
  readonly short: number;
  /** Faces that were seen and can't be measured. */
  readonly unmeasured: number;
  /** Every recogniser looked at what a site makes of the photo too, on each platform that is named. */
  readonly isRecompressed: boolean;
  /** Least SSIM of a face. */
  readonly ssim: number;
}

interface Case {
  readonly name: VerdictCase;
  readonly holds: (facts: Facts) => boolean;
  readonly says: (facts: Facts) => Omit<Verdict, 'case'>;
}

const error = ({ code }: Pick<Facts, 'code'>) => ({ key: errorKey(code), args: [] });

/** A sentence about `faces` faces, and the least SSIM of one. */
const counted =
  (one: VerdictKey, many: VerdictKey) =>
  ({ faces, ssim }: Facts) => {
    const figure = ssim.toFixed(3);
    return faces === 1 ? { key: one, args: [figure] } : { key: many, args: [faces, figure] };
  };

const isFailed = ({ outcome }: Facts) => outcome === 'failed';
const isOverBudget = (facts: Facts) => isFailed(facts) && facts.code === 'budget-exceeded';
const isFaceless = ({ outcome, faces }: Facts) => outcome === 'no-face' && faces === 0;
const isDone = ({ outcome, faces, stopped }: Facts) =>
  outcome === 'protected' && faces > 0 && stopped === faces;

/** The first that holds is said. */
const CASES: readonly Case[] = [
  {
    name: 'some-not',
    holds: (facts) => isOverBudget(facts) && facts.short > 0 && facts.short < facts.faces,
    says: ({ short, faces }) => ({ key: 'verdict_some_not', args: [short, faces] }),
  },
  { name: 'budget-exceeded', holds: isOverBudget, says: error },
  { name: 'not-checked', holds: (facts) => isFailed(facts) && facts.faces === 0, says: error },
  { name: 'failed', holds: isFailed, says: error },
  {
    name: 'unmeasured',
    holds: (facts) => isFaceless(facts) && facts.unmeasured > 0,
    says: ({ unmeasured }) => ({ key: 'verdict_unmeasured_only', args: [unmeasured] }),
  },
  { name: 'no-face', holds: isFaceless, says: () => ({ key: 'outcome_no_face', args: [] }) },
  {
    name: 'not-checked',
    holds: (facts) => isDone(facts) && !facts.isRecompressed,
    says: counted('verdict_delivered_one', 'verdict_delivered_many'),
  },
  {
    name: 'unmeasured',
    holds: (facts) => isDone(facts) && facts.unmeasured > 0,
    says: ({ faces, unmeasured }) => ({
      key: 'verdict_unmeasured_beside',
      args: [faces, unmeasured],
    }),
  },
  {
    name: 'all-stopped',
    holds: (facts) => isDone(facts) && facts.ssim >= SAME_SSIM,
    says: counted('verdict_same_one', 'verdict_same_many'),
  },
  {
    name: 'all-stopped',
    holds: isDone,
    says: counted('verdict_stopped_one', 'verdict_stopped_many'),
  },
];

/** What fits no case: the report contradicts itself, and nothing of it is believed. */
const BROKEN: Case = { name: 'failed', holds: () => true, says: () => error({ code: 'internal' }) };

/** What is said of a photo: no more than its figures hold, whatever the report calls it. */
export function verdictOf(report: PhotoReport): Verdict {
  const facts = factsOf(report);
  const { name, says } = CASES.find(({ holds }) => holds(facts)) ?? BROKEN;
  return { case: name, ...says(facts) };
}

/** The same of a job that ended with a code, and perhaps with a report on what was seen. */
export function verdictOfFailure(code: ErrorCode, report?: PhotoReport): Verdict {
  if (report?.outcome === 'failed') return verdictOf({ ...report, code });
  const isOver = code === 'budget-exceeded';
  return { case: isOver ? 'budget-exceeded' : 'not-checked', ...error({ code }) };
}

/** The person sent a photo as it was chosen. */
export const SENT_ORIGINAL: Verdict = { case: 'not-checked', key: 'panel_sent_original', args: [] };

/** The person sent a photo in which nothing could be measured. */
export const SENT_WITHOUT_FACE: Verdict = { case: 'no-face', key: 'panel_sent_no_face', args: [] };

function factsOf(report: PhotoReport): Facts {
  const { outcome, code = 'internal', faces, platforms: named = [] } = report;
  const { tooSmall = 0, unclear = 0 } = report;
  return {
    outcome,
    code,
    faces: faces.length,
    stopped: faces.filter(isStopped).length,
    short: faces.filter((face) => face.code === 'budget-exceeded').length,
    unmeasured: tooSmall + unclear,
    isRecompressed: faces.every(({ recognisers }) =>
      recognisers.every(
        ({ recompressed, platforms = {} }) =>
          recompressed !== undefined && named.every((id) => platforms[id] !== undefined),
      ),
    ),
    ssim: Math.min(...faces.map(({ ssim }) => ssim)),
  };
}

/** By its flag and by every figure; a figure that is no number is never good enough. */
function isStopped({ protected: isProtected, recognisers }: FaceResult): boolean {
  return (
    isProtected &&
    recognisers.length > 0 &&
    recognisers.every(
      ({ after, recompressed = after, platforms = {}, threshold, target }) =>
        [after, recompressed, ...Object.values(platforms)].every((one) => one < threshold) &&
        (target === undefined || target.after > target.threshold),
    )
  );
}

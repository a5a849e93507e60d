import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ERROR_CODES } from '../../../src/shared/errors';
import type { ErrorCode } from '../../../src/shared/errors';
import type { FaceResult, PhotoReport, RecogniserResult } from '../../../src/shared/report';
import {
  VERDICT_CASES,
  VERDICT_KEYS,
  verdictOf,
  verdictOfFailure,
} from '../../../src/shared/verdict';

/** Two recognisers that know the face no more, by what the engine measures. */
const STOPPED: readonly RecogniserResult[] = [
  { id: 'a', before: 0.99, after: 0.2, recompressed: 0.3, threshold: 0.5, margin: 0.05 },
  { id: 'b', before: 0.99, after: 0.8, recompressed: 0.88, threshold: 0.9, margin: 0.01 },
];

function face(change: Partial<FaceResult> = {}): FaceResult {
  return {
    box: [0, 0, 90, 90],
    protected: true,
    psnr: 35,
    ssim: 0.953,
    overJnd: 0,
    steps: 60,
    recognisers: STOPPED,
    ...change,
  };
}

/** A face with one figure of its second recogniser changed. */
function faceWith(change: Partial<RecogniserResult>): FaceResult {
  const [first, second] = STOPPED as [RecogniserResult, RecogniserResult];
  return face({ recognisers: [first, { ...second, ...change }] });
}

const SITES = ['jpeg-80-1080', 'webp-85-2048'] as const;
/** A face with its likeness after sites, the same by both recognisers. */
const onSites = (platforms: RecogniserResult['platforms'] & object): FaceResult =>
  face({ recognisers: STOPPED.map((one) => ({ ...one, platforms })) });

const fileOnly = face({
  recognisers: STOPPED.map(({ id, before, after, threshold, margin }) => ({
    id,
    before,
    after,
    threshold,
    margin,
  })),
});
const short = face({ protected: false, code: 'budget-exceeded' });
const lost = face({ protected: false, code: 'face-lost' });
const alike = face({ ssim: 0.9904 });

function report(change: Partial<PhotoReport>): PhotoReport {
  return {
    outcome: 'protected',
    faces: [],
    psnr: 40,
    ssim: 0.99,
    backend: 'wasm',
    seconds: null,
    bytesIn: 9,
    bytesOut: 9,
    ...change,
  };
}

const done = (...faces: FaceResult[]) => report({ faces });
const failed = (code: ErrorCode, ...faces: FaceResult[]) =>
  report({ outcome: 'failed', code, faces });
const target = { after: 0.6, threshold: 0.5 };

/** What is shown, case and sentence, for what was measured. Written from the product's promise. */
const TABLE: readonly (readonly [what: string, PhotoReport, kase: string, sentence: string])[] = [
  [
    'one face stopped',
    done(face()),
    'all-stopped',
    "1 face no longer matches for the built-in recognisers, in the file and after a recompression like a site's (SSIM of the face 0.953).",
  ],
  [
    'two faces stopped: the less alike one counts',
    done(alike, face({ ssim: 0.941 })),
    'all-stopped',
    "2 faces no longer match for the built-in recognisers, in the file and after a recompression like a site's (SSIM of each at least 0.941).",
  ],
  [
    'one face stopped that looks the same',
    done(alike),
    'all-stopped',
    "1 face no longer matches for the built-in recognisers, in the file and after a recompression like a site's, and looks the same (SSIM 0.990).",
  ],
  [
    'three faces stopped that look the same',
    done(alike, alike, face({ ssim: 1 })),
    'all-stopped',
    "3 faces no longer match for the built-in recognisers, in the file and after a recompression like a site's, and look the same (SSIM of each at least 0.990).",
  ],
  [
    'a target reached too',
    done(faceWith({ target })),
    'all-stopped',
    "1 face no longer matches for the built-in recognisers, in the file and after a recompression like a site's (SSIM of the face 0.953).",
  ],
  [
    'one face stopped as delivered, and nothing known of sites',
    done(fileOnly),
    'not-checked',
    '1 face no longer matches for the built-in recognisers in the file (SSIM of the face 0.953); what a site makes of it was not checked.',
  ],
  [
    'one face stopped on each of the platforms',
    { ...done(onSites({ 'jpeg-80-1080': 0.3, 'webp-85-2048': 0.2 })), platforms: SITES },
    'all-stopped',
    "1 face no longer matches for the built-in recognisers, in the file and after a recompression like a site's (SSIM of the face 0.953).",
  ],
  [
    'one platform that is named was not looked at',
    { ...done(onSites({ 'jpeg-80-1080': 0.3 })), platforms: SITES },
    'not-checked',
    '1 face no longer matches for the built-in recognisers in the file (SSIM of the face 0.953); what a site makes of it was not checked.',
  ],
  [
    'two faces stopped as delivered, one of them also on sites',
    done(face(), fileOnly),
    'not-checked',
    '2 faces no longer match for the built-in recognisers in the file (SSIM of each at least 0.953); what a site makes of it was not checked.',
  ],
  [
    'one of three faces over the budget',
    failed('budget-exceeded', face(), short, face()),
    'some-not',
    'For 1 of 3 faces the most change that this level allows was not enough. Nothing was handed over.',
  ],
  [
    'a face over the budget and one lost',
    failed('budget-exceeded', short, lost),
    'some-not',
    'For 1 of 2 faces the most change that this level allows was not enough. Nothing was handed over.',
  ],
  [
    'every face over the budget',
    failed('budget-exceeded', short, short),
    'budget-exceeded',
    'A face still matched after the most change that this level allows. Nothing was handed over.',
  ],
  [
    'over the budget, and no face to show for it',
    failed('budget-exceeded'),
    'budget-exceeded',
    'A face still matched after the most change that this level allows. Nothing was handed over.',
  ],
  [
    'a face lost',
    failed('face-lost', lost, face()),
    'failed',
    'A face could not be found again in the result, so it could not be measured. Nothing was handed over.',
  ],
  [
    'a job that failed before anything was measured',
    failed('timeout'),
    'not-checked',
    'It took too long, so it was stopped.',
  ],
  [
    'a file that is no photo',
    failed('not-a-photo'),
    'not-checked',
    'Not a photo: passed on as it was. Nothing in it was changed.',
  ],
  [
    'no face',
    report({ outcome: 'no-face' }),
    'no-face',
    'No face was found. The picture looks the same.',
  ],
  [
    'only faces that are too small',
    report({ outcome: 'no-face', tooSmall: 4 }),
    'unmeasured',
    'Faces seen, but too small, turned away or covered, and so not measured: 4. The picture looks the same.',
  ],
  [
    'two faces stopped beside one that is too small',
    report({ faces: [face(), face()], tooSmall: 1 }),
    'unmeasured',
    'Faces that no longer match for the built-in recognisers: 2. Seen, but too small, turned away or covered, and left as they were: 1.',
  ],
  [
    'one face stopped beside one that is turned away, and two that are too small',
    report({ faces: [face()], unclear: 1, tooSmall: 2 }),
    'unmeasured',
    'Faces that no longer match for the built-in recognisers: 1. Seen, but too small, turned away or covered, and left as they were: 3.',
  ],
  [
    'only a face that is turned away',
    report({ outcome: 'no-face', unclear: 1 }),
    'unmeasured',
    'Faces seen, but too small, turned away or covered, and so not measured: 1. The picture looks the same.',
  ],
];

/** Reports that call themselves done while a figure says otherwise. */
const CONTRADICTIONS: readonly (readonly [what: string, PhotoReport])[] = [
  ['a figure at its limit', done(faceWith({ after: 0.9 }))],
  ['a figure above it', done(face(), faceWith({ after: 0.95 }))],
  ['a figure above it after recompression alone', done(faceWith({ recompressed: 0.9 }))],
  ['a figure at it on one platform', done(onSites({ 'jpeg-90-2560': 0.3, 'jpeg-80-1080': 0.5 }))],
  ['no number on a platform', done(onSites({ 'jpeg-80-1080': Number.NaN }))],
  ['a figure that is no number', done(faceWith({ after: Number.NaN }))],
  ['no number after recompression', done(faceWith({ recompressed: Number.NaN }))],
  ['a limit that is no number', done(faceWith({ threshold: Number.NaN }))],
  ['a target missed', done(faceWith({ target: { after: 0.5, threshold: 0.5 } }))],
  ['a face that is not called stopped', done(face(), face({ protected: false }))],
  ['a face that nobody measured', done(face(), face({ recognisers: [] }))],
  ['no face at all', done()],
  ['faces where there are none', report({ outcome: 'no-face', faces: [face()] })],
];

const TEXTS = JSON.parse(
  readFileSync(join(resolve(import.meta.dirname, '../../..'), '_locales/en/messages.json'), 'utf8'),
) as Record<string, { message: string }>;

function said({ key, args }: ReturnType<typeof verdictOf>): string {
  return args.reduce<string>(
    (text, arg, place) => text.replace(`$${String(place + 1)}`, String(arg)),
    TEXTS[key]?.message ?? key,
  );
}

describe('what is said of a photo', () => {
  it.each(TABLE)('with %s', (_, of, kase, sentence) => {
    const verdict = verdictOf(of);
    expect(said(verdict)).toBe(sentence);
    expect(verdict.case).toBe(kase);
  });

  it('covers every case and every text of a verdict but those of a decision', () => {
    const verdicts = TABLE.map(([, of]) => verdictOf(of));
    expect(new Set(verdicts.map((one) => one.case))).toEqual(new Set(VERDICT_CASES));
    const keys = new Set(verdicts.map(({ key }) => key));
    const left = VERDICT_KEYS.filter((key) => !keys.has(key));
    expect(left).toEqual(['panel_sent_original', 'panel_sent_no_face']);
  });

  it.each(CONTRADICTIONS)('is that something went wrong with %s', (_, of) => {
    expect(verdictOf(of)).toEqual({ case: 'failed', key: 'error_internal', args: [] });
  });

  it.each([
    [0.9899, 'verdict_stopped_one'],
    [0.99, 'verdict_same_one'],
    [Number.NaN, 'verdict_stopped_one'],
  ])('calls a face the same only where its SSIM supports it (%d)', (ssim, key) => {
    expect(verdictOf(done(face({ ssim }))).key).toBe(key);
  });
});

describe('what is said of a job that failed', () => {
  it.each(ERROR_CODES)('with %s and no report is why', (code) => {
    const { case: kase, key, args } = verdictOfFailure(code);
    expect({ key, args }).toEqual({ key: `error_${code.replaceAll('-', '_')}`, args: [] });
    expect(kase).toBe(code === 'budget-exceeded' ? 'budget-exceeded' : 'not-checked');
  });

  it('goes by the report where there is one', () => {
    const seen = failed('budget-exceeded', face(), short);
    expect(verdictOfFailure('budget-exceeded', seen)).toEqual({
      case: 'some-not',
      key: 'verdict_some_not',
      args: [1, 2],
    });
  });

  it('never goes by a report that calls itself done', () => {
    expect(verdictOfFailure('timeout', done(face())).case).toBe('not-checked');
  });
});

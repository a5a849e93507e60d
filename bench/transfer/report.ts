import { table } from '../support/table';
import type { AttackedSubjects } from './gather';
import type { Matcher, Rate } from './matcher';
import { RATES } from './matcher';
import type { GroupRate, Mean, Measured } from './measure';
import type { Prepared } from './prepare';
import { PLATFORMS } from './platforms';
import type { Share } from './rates';
import type { SetName } from './photos';
import { SETS } from './photos';
import { verify } from './verification';

export interface MeasuredSetting extends AttackedSubjects {
  readonly measured: Measured;
}

/** In per cent, with the interval over people and what it is a share of. */
export function shareText({ of, share, low, high }: Share): string {
  if (of === 0) return '- (n = 0)';
  const percent = (value: number): string => (100 * value).toFixed(0);
  return `${percent(share)} % (${percent(low)} to ${percent(high)}, n = ${String(of)})`;
}

export function meanText({ mean, low, high, worst }: Mean, digits: number): string {
  const show = (value: number): string => value.toFixed(digits);
  return `${show(mean)} (${show(low)} to ${show(high)}), worst ${show(worst)}`;
}

/** How the matchers do on the clean photos. */
export function cleanSection({ known, missed, context }: Prepared): string[] {
  const rows = SETS.flatMap((set) =>
    context.matchers.flatMap((matcher) =>
      verify(known, set, matcher, context.seed).map((one) => [
        set,
        one.matcher,
        one.rate,
        one.threshold.toFixed(4),
        shareText(one.trueAccepts),
        `${String(one.falseAccepts)} of ${String(one.impostors)}`,
        set === 'lfw' ? thresholdText(context.here.get(matcher.id)?.[one.rate]) : '',
      ]),
    ),
  );
  return [
    '## The matchers on clean photos',
    '',
    `${String(known.length)} photos with a face; left out, because none was found or the file could not be read: ${missed.join(', ') || 'none'}.`,
    '',
    ...table(
      ['set', 'matcher', 'FAR', 'threshold', 'true accepts', 'false accepts', 'threshold here'],
      rows,
    ),
    'Threshold here: what gives the rate through our own detector and alignment.',
    '',
  ];
}

function thresholdText(threshold = NaN): string {
  return Number.isNaN(threshold) ? '-' : threshold.toFixed(4);
}

/** Every setting beside every other, one table a question; `chosen` photos were to be attacked. */
export function settingsSection(
  settings: readonly MeasuredSetting[],
  matchers: readonly Matcher[],
  chosen: number,
): string[] {
  const ids = matchers.map(({ id }) => id);
  const perMatcher = ids.flatMap((id) => RATES.map((rate) => [id, rate] as const));
  const titles = perMatcher.map(([id, rate]) => `${id}, ${rate}`);
  const rateRows = (
    choose: (one: GroupRate) => boolean,
    label: (one: GroupRate) => string,
    share: (one: GroupRate) => Share = ({ psr }) => psr,
  ) =>
    settings.flatMap(({ setting, measured }) => {
      const rates = measured.rates.filter(choose);
      const labels = [...new Set(rates.map(label))];
      return labels.map((one) => [
        setting.name,
        one,
        ...perMatcher.map(([id, rate]) =>
          shareText(share(find(rates, id, rate, (rated) => label(rated) === one))),
        ),
      ]);
    });
  return [
    '## How much of it was measured',
    '',
    ...settings.map(({ setting, subjects, attacks }) => {
      const people = new Set(subjects.map(({ photo }) => photo.person)).size;
      const commits = [...new Set(attacks.map(({ commit }) => commit))].join(', ');
      return `- ${setting.name}: ${String(subjects.length)} of ${String(chosen)} photos, ${String(people)} people; attacked at commit ${commits}`;
    }),
    '',
    '## What it costs the photo',
    '',
    'Tight box of the face, and the whole photo, against the clean photo encoded in the same way: mean, 95 % interval, worst face.',
    '',
    ...table(
      ['setting', 'photos', 'PSNR, dB', 'SSIM', 'whole photo, dB', 'steps', 'verdict good'],
      settings.flatMap(({ setting, measured, attacks }) =>
        measured.quality
          .filter(({ psnr }) => psnr.of > 0)
          .map(({ group, psnr, ssim, whole }) => [
            setting.name,
            `${group} (${String(ssim.of)})`,
            meanText(psnr, 2),
            meanText(ssim, 4),
            meanText(whole, 2),
            group === 'all' ? mean(attacks.map(({ steps }) => steps)).toFixed(0) : '',
            group === 'all'
              ? `${String(attacks.filter(({ delivered }) => delivered).length)} of ${String(attacks.length)}`
              : '',
          ]),
      ),
    ),
    '## Protection success rate',
    '',
    'Share of the pairs that matched when clean (n) and do not match with the protected photo.',
    '',
    ...table(
      ['setting', 'version', ...titles],
      rateRows(
        ({ group }) => group === 'all',
        ({ version }) => version,
      ),
    ),
    '### By part of the photos, as delivered',
    '',
    ...table(
      ['setting', 'part', ...titles],
      rateRows(
        ({ version }) => version === PLATFORMS[0],
        ({ group }) => group,
      ),
    ),
    '### At the rates as they are here',
    '',
    'The same at the thresholds that give the rates through our own detector and alignment, for crops of',
    '112 px (lfw) and for whole photos (faces) by themselves.',
    '',
    ...table(
      ['setting', 'part, version', ...titles],
      rateRows(
        ({ group, version }) => SETS.includes(group as SetName) && version !== 'adaptive',
        partAndVersion,
        ({ psrHere }) => psrHere,
      ),
    ),
    '## Protected against protected',
    '',
    'Of the pairs of one person that matched when clean: share that still matches when both are protected.',
    'Beside it all pairs of strangers, both protected (their interval is over the first of the two alone).',
    '',
    ...table(
      ['setting', 'pairs of', ...titles],
      settings.flatMap(({ setting, measured: { linked } }) => [
        [setting.name, 'one person', ...linked.map(({ still }) => shareText(still))],
        [setting.name, 'strangers', ...linked.map(({ strangers }) => shareText(strangers))],
      ]),
    ),
    '## Search',
    '',
    'Share of the searches with one photo that find the person among the first 1 or 10, before and after,',
    'where one other photo of the person is among those of strangers (a search for each), and where all are.',
    '',
    ...table(
      ['setting', 'matcher', 'known of the person', 'rank', 'clean', 'protected'],
      settings.flatMap(({ setting, measured }) =>
        measured.searches.map(({ matcher, known, rank, before, after }) => [
          setting.name,
          matcher,
          known,
          String(rank),
          shareText(before),
          shareText(after),
        ]),
      ),
    ),
    '## Failures',
    '',
    ...settings.flatMap((one) => failures(one)),
    '',
  ];
}

function failures({ setting, attacks, measured }: MeasuredSetting): string[] {
  const refused = attacks
    .filter(({ delivered }) => !delivered)
    .map(({ subject, code }) => `${subject} (${code ?? 'no code'})`);
  const lost = measured.lost.map(([subject, version]) => `${subject} (${version})`);
  return [
    `- ${setting.name}: not delivered by the product: ${refused.join(', ') || 'none'};`,
    `  face not found again, counted as not protected: ${lost.join(', ') || 'none'}`,
  ];
}

/** Which row of the table by set a rate is told in. */
function partAndVersion({ group, version }: GroupRate): string {
  return `${group}, ${version}`;
}

function find(
  rates: readonly GroupRate[],
  matcher: string,
  rate: Rate,
  holds: (one: GroupRate) => boolean,
): GroupRate {
  return rates.find((one) => one.matcher === matcher && one.rate === rate && holds(one))!;
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

import { PLATFORM_IDS, PLATFORMS } from '../../src/shared/platforms';
import type { Matcher } from './matcher';
import { RATES } from './matcher';
import type { GroupRate } from './measure';
import type { MeasuredSetting } from './report';
import { table } from '../support/table';
import { shareText } from './report';

/** PSR after each of the product's platforms, with the worst, the best and what lies between. */
export function sitesSection(
  settings: readonly MeasuredSetting[],
  matchers: readonly Matcher[],
): string[] {
  const looked = settings.filter(({ measured }) => measured.sites.length > 0);
  if (looked.length === 0) return [];
  const columns = matchers.flatMap(({ id }) => RATES.map((rate) => [id, rate] as const));
  return [
    '## After what sites do',
    '',
    'Protection success rate after each platform (src/shared/platforms.ts), the clean photo and the',
    'protected one recompressed alike; the worst and the best of them, and their difference in points.',
    '',
    ...table(
      ['setting', 'platform', ...columns.map(([id, rate]) => `${id}, ${rate}`)],
      looked.flatMap(({ setting, measured }) => {
        const byColumn = columns.map(([id, rate]) =>
          measured.sites.filter((one) => one.matcher === id && one.rate === rate),
        );
        const rows = PLATFORM_IDS.map((platform) => [
          PLATFORMS[platform].name,
          ...byColumn.map((rates) =>
            shareText(rates.find(({ version }) => version === platform)!.psr),
          ),
        ]);
        return [...rows, ...extremes(byColumn)].map((cells) => [setting.name, ...cells]);
      }),
    ),
  ];
}

function extremes(byColumn: readonly (readonly GroupRate[])[]): string[][] {
  const bounds = byColumn.map((rates) => {
    const shares = rates.map(({ psr }) => 100 * psr.share);
    return { worst: Math.min(...shares), best: Math.max(...shares) };
  });
  const shown = (value: number): string => (Number.isNaN(value) ? '-' : value.toFixed(0));
  return [
    ['worst', ...bounds.map(({ worst }) => shown(worst))],
    ['best', ...bounds.map(({ best }) => shown(best))],
    ['best less worst', ...bounds.map(({ worst, best }) => shown(best - worst))],
  ];
}

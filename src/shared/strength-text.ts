import type { Expectation } from './expectation';
import { EXPECTATION_SOURCE, expectationOf, isLikeTests, ofHundred } from './expectation';
import { levelName } from './level';
import type { LevelName } from './level';
import type { PhotoReport } from './report';
import type { Strength } from './strength';
import { translate } from './translate';

/** What a person calls the strength. */
export function strengthName(strength: Strength): string {
  switch (strength) {
    case 'invisible':
      return translate('strength_invisible');
    case 'balanced':
      return translate('strength_balanced');
    case 'strong':
      return translate('strength_strong');
  }
}

/** What was measured of a strength, in plain words, and where it comes from. */
export interface Figures {
  readonly text: string;
  /** Empty where nothing was measured. */
  readonly source: string;
}

/** What the benchmark found at a level: who is stopped, and what it costs the face. */
export function figuresOf(level: LevelName): Figures {
  const found = expectationOf(level);
  if (!found) return { text: translate('figures_none'), source: '' };
  return { text: `${stoppedText(found)} ${qualityText(found)}`, source: sourceText(found) };
}

/** The same with the stricter threshold and changed photos beside each other, for whoever compares. */
export function allFiguresOf(level: LevelName): Figures {
  const found = expectationOf(level);
  if (!found) return figuresOf(level);
  const { strict, linked } = found;
  const stricter = translate(
    'figures_strict',
    ofHundred(strict.delivered),
    ofHundred(strict.recompressed),
  );
  const still = translate('figures_linked', ofHundred(linked.lenient), ofHundred(linked.strict));
  return {
    text: `${stoppedText(found)} ${stricter} ${still} ${qualityText(found)}`,
    source: sourceText(found),
  };
}

/** What to expect of recognisers that nobody asked about this photo. */
export function expectationText(report: PhotoReport): Figures | undefined {
  const { strength, unlinkable } = report;
  if (strength === undefined || !isLikeTests(report)) return undefined;
  const found = expectationOf(levelName(strength, unlinkable));
  if (!found) return { text: translate('figures_none'), source: '' };
  return { text: stoppedText(found), source: sourceText(found) };
}

function stoppedText({ lenient }: Expectation): string {
  const { delivered, recompressed } = lenient;
  return translate('figures_stopped', ofHundred(delivered), ofHundred(recompressed));
}

function qualityText({ psnr, ssim }: Expectation): string {
  return translate('figures_quality', psnr.toFixed(1), ssim.toFixed(3));
}

function sourceText({ pairs, photos }: Expectation): string {
  return translate('figures_source', pairs, photos, EXPECTATION_SOURCE);
}

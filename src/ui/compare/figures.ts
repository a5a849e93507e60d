import { levelName } from '../../shared/level';
import { PLATFORMS } from '../../shared/platforms';
import type { FaceResult, PhotoReport } from '../../shared/report';
import { DEFAULT_SETTINGS } from '../../shared/settings';
import { strengthName } from '../../shared/strength-text';
import { translate } from '../../shared/translate';
import type { Mark } from './recogniser-scale';

/** A cosine as it is shown everywhere. */
export function likeness(cosine: number): string {
  return cosine.toFixed(3);
}

type Quality = Pick<PhotoReport, 'psnr' | 'ssim'>;

export function wholeQuality(report: Quality): string {
  return translate('compare_whole_quality', ...figuresOf(report));
}

function figuresOf({ psnr, ssim }: Quality): [psnr: string, ssim: string] {
  return [psnr === null ? '∞' : psnr.toFixed(1), ssim?.toFixed(3) ?? '–'];
}

/** How far a face was changed, each figure for itself. */
export function faceFigures(face: FaceResult): string[] {
  return [
    translate('compare_quality', ...figuresOf(face)),
    translate('compare_over', (100 * face.overJnd).toFixed(1)),
    translate('compare_steps', face.steps),
  ];
}

export function faceText(face: FaceResult): string {
  return face.protected ? translate('compare_face_below') : translate('compare_face_above');
}

/** What a mark on a scale stands for. */
export function markName({ kind, platform }: Pick<Mark, 'kind' | 'platform'>): string {
  switch (kind) {
    case 'before':
      return translate('compare_before');
    case 'after':
      return translate('compare_after');
    case 'site':
      return platform === undefined
        ? translate('compare_after_site')
        : translate('compare_after_named_site', PLATFORMS[platform].name);
  }
}

type Level = Pick<PhotoReport, 'strength' | 'unlinkable'>;

/** What it was worked on at. */
export function levelText({ strength = DEFAULT_SETTINGS.strength, unlinkable }: Level): string {
  const name = strengthName(strength);
  if (levelName(strength, unlinkable) === strength) return translate('compare_strength', name);
  return translate('compare_strength_apart', name);
}

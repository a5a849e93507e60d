import type { FaceResult } from '../../shared/report';
import { translate } from '../../shared/translate';
import { faceCrop } from './face-crop';
import { faceFigures, faceText } from './figures';
import { make } from './make';
import type { Pictures } from './pictures';
import type { RecogniserFacts } from './recogniser-scale';
import { scaleView } from './scale-view';

/** Drawn at this many pixels, for dense screens; shown at half of it. */
const CROP_PX = 280;

/** One face: before and after, how alike each recogniser finds it, how far it was changed. */
export function faceCard(
  face: FaceResult,
  index: number,
  pictures: Pictures,
  facts: ReadonlyMap<string, RecogniserFacts>,
): HTMLElement {
  const status = make('p', face.protected ? 'good' : 'bad', faceText(face));
  const figures = faceFigures(face).map((figure) => make('li', '', figure));
  return make(
    'li',
    'card',
    make('h3', '', translate('compare_face', index + 1)),
    make(
      'div',
      'crops',
      cropView(pictures.before, face, translate('compare_before')),
      cropView(pictures.after, face, translate('compare_after')),
    ),
    status,
    make(
      'div',
      'scales',
      ...face.recognisers.flatMap((result) => {
        const known = facts.get(result.id);
        return known === undefined ? [] : [scaleView(result, known)];
      }),
    ),
    make('ul', 'faint change', ...figures),
  );
}

function cropView(picture: HTMLCanvasElement, { box }: FaceResult, name: string): HTMLElement {
  const crop = faceCrop(picture, box, CROP_PX);
  crop.role = 'img';
  crop.ariaLabel = name;
  return make('figure', '', crop, make('figcaption', '', name));
}

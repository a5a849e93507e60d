import { translate } from '../../shared/translate';
import type { Pictures } from './pictures';
import type { Stage } from './stage';

/**
 * Before to the left of the divider, after to the right. The divider is a real range field, so that
 * keys work as in any other; dragging in the photo moves it too.
 */
export function startSlider(
  stage: Stage,
  { after, width }: Pick<Pictures, 'after' | 'width'>,
  divider: HTMLElement,
  range: HTMLInputElement,
): void {
  const show = (): void => {
    const { value } = range;
    after.style.setProperty('--divider', `${value}%`);
    divider.style.left = `${value}%`;
    range.ariaValueText = translate('compare_divider_value', value);
  };
  const follow = (event: PointerEvent): void => {
    if (stage.element.dataset['way'] !== 'slider' || event.buttons !== 1) return;
    const [x] = stage.pointOf(event);
    range.valueAsNumber = Math.round((100 * x) / width);
    show();
  };
  range.addEventListener('input', show);
  stage.element.addEventListener('pointerdown', (event) => {
    stage.element.setPointerCapture(event.pointerId);
    follow(event);
  });
  stage.element.addEventListener('pointermove', follow);
  show();
}

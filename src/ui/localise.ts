import { browser } from '../shared/browser';
import { translate } from '../shared/translate';

/** Fills in every element that names its text by `data-text`, and the page's own language. */
export function localise(root: Document | DocumentFragment): void {
  for (const element of root.querySelectorAll<HTMLElement>('[data-text]')) {
    element.textContent = translate(element.dataset['text'] ?? '');
  }
  for (const element of root.querySelectorAll<HTMLElement>('[data-label]')) {
    element.setAttribute('aria-label', translate(element.dataset['label'] ?? ''));
  }
}

/** Sets language and direction of the page to those of the texts. */
export function setPageLanguage(page: HTMLElement): void {
  page.lang = browser.i18n.getUILanguage();
  page.dir = translate('@@bidi_dir') || 'ltr';
}

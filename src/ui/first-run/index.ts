import { browser } from '../../shared/browser';
import { KNOWN_SITES } from '../../shared/known-sites';
import { translate } from '../../shared/translate';
import { localise, setPageLanguage } from '../localise';
import { part } from '../part';
import { switchOnSites } from '../switch-site';
import { siteChoice } from './site-choice';

setPageLanguage(document.documentElement);
localise(document);

const boxes = KNOWN_SITES.map((site) => siteChoice(part('sites', HTMLUListElement), site));
const state = part('state', HTMLElement);

part('choose', HTMLFormElement).addEventListener('submit', (event) => {
  event.preventDefault();
  const chosen = boxes.filter(({ checked }) => checked).map(({ value }) => value);
  if (chosen.length === 0) {
    state.textContent = translate('first_run_none');
    return;
  }
  switchOnSites(chosen).then(
    (isPermitted) => {
      state.textContent = isPermitted ? translate('first_run_on') : translate('popup_refused');
    },
    () => {
      state.textContent = translate('error_internal');
    },
  );
});
part('studio', HTMLButtonElement).addEventListener('click', () => {
  void browser.tabs.create({ url: browser.runtime.getURL('ui/studio/studio.html') });
});
part('options', HTMLButtonElement).addEventListener('click', () => {
  void browser.runtime.openOptionsPage();
});
// For whoever waits for the page to be filled in.
document.body.dataset['ready'] = 'yes';

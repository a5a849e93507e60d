import { browser } from '../../shared/browser';
import { translate } from '../../shared/translate';
import { askBackground } from '../ask-background';
import { part } from '../part';
import { switchSite } from '../switch-site';
import type { Saver } from './saver';
import { siteOfAddress } from './site-address';
import { SiteList } from './site-list';

/** The sites section: switch, remove, add. */
export function wireSites(saver: () => Saver): SiteList {
  const setSite = async (site: string, on: boolean): Promise<void> => {
    const switched = switchSite(site, on);
    await saver().save(switched.then(({ settings }) => settings));
    const isRefused = await switched.then(({ isPermitted }) => !isPermitted).catch(() => false);
    if (isRefused) saver().say(translate('popup_refused'));
  };
  const typed = part('site-typed', HTMLInputElement);
  const refusal = part('site-refusal', HTMLElement);
  part('site-add', HTMLFormElement).addEventListener('submit', (event) => {
    event.preventDefault();
    const site = siteOfAddress(typed.value);
    refusal.textContent = site === undefined ? translate('options_site_refused') : '';
    typed.setAttribute('aria-invalid', String(site === undefined));
    if (site === undefined) return;
    typed.value = '';
    void setSite(site, true);
  });
  return new SiteList(part('sites', HTMLUListElement), {
    onSwitch: (site, on) => {
      void setSite(site, on);
    },
    onRemove: (site) => {
      void saver().save(askBackground('removeSite', { site }));
    },
    onReload: (tabs) => {
      const reloaded = Promise.all(tabs.map((id) => browser.tabs.reload(id)));
      void saver().save(
        reloaded.then(() => askBackground('readSettings', null)),
        translate('options_reloaded'),
      );
    },
  });
}

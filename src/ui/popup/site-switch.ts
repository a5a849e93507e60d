import { browser } from '../../shared/browser';
import { needsReload } from '../../shared/has-gate';
import { sitePatternOf } from '../../shared/settings';
import type { Settings } from '../../shared/settings';
import { translate } from '../../shared/translate';
import { part } from '../part';
import { maySee, siteName } from '../site-permission';
import { switchSite } from '../switch-site';
import type { CurrentTab } from './current-tab';

/** Switches the site of one tab. What a loaded page has stays until it is loaded again. */
export class SiteSwitch {
  readonly #tab: CurrentTab;
  readonly #site: string;
  readonly #input = part('site-on', HTMLInputElement);
  readonly #state = part('site-state', HTMLElement);
  readonly #reload = part('reload', HTMLButtonElement);

  private constructor(tab: CurrentTab, site: string) {
    this.#tab = tab;
    this.#site = site;
    part('site-name', HTMLElement).textContent = siteName(site);
    this.#input.addEventListener('change', () => {
      void this.#switch(this.#input.checked);
    });
    this.#reload.addEventListener('click', () => {
      void browser.tabs.reload(this.#tab.id).then(() => {
        this.#reload.hidden = true;
      });
    });
  }

  /** Shows the switch, or that there is nothing to switch on this page. */
  static async open(tab: CurrentTab | undefined, settings: Settings): Promise<void> {
    const site = tab?.url === undefined ? undefined : sitePatternOf(tab.url);
    part('site', HTMLElement).hidden = site === undefined;
    part('no-site', HTMLElement).hidden = site !== undefined;
    if (tab === undefined || site === undefined) return;
    await new SiteSwitch(tab, site).#show(settings);
  }

  async #show({ sites }: Settings): Promise<void> {
    const isWanted = sites[this.#site] === true;
    const isPermitted = await maySee(this.#site);
    const isLate = isPermitted && (await needsReload(this.#tab.id, isWanted));
    this.#input.checked = isWanted && isPermitted;
    this.#say(isWanted && !isPermitted ? translate('popup_permission_missing') : this.#now(isLate));
    this.#reload.hidden = !isLate;
    this.#input.disabled = false;
  }

  /** `isLate`: the page in the tab was there before the switch. */
  #now(isLate: boolean): string {
    if (this.#input.checked) {
      return isLate ? translate('popup_on_after_reload') : translate('popup_on');
    }
    return isLate ? translate('popup_off_after_reload') : translate('popup_off');
  }

  async #switch(on: boolean): Promise<void> {
    try {
      const { isPermitted } = await switchSite(this.#site, on);
      if (!isPermitted) {
        this.#input.checked = false;
        this.#reload.hidden = true;
        this.#say(translate('popup_refused'));
        return;
      }
      const isLate = await needsReload(this.#tab.id, on);
      this.#reload.hidden = !isLate;
      this.#say(this.#now(isLate));
    } catch {
      this.#input.checked = !on;
      this.#say(translate('error_internal'));
    }
  }

  #say(text: string): void {
    this.#state.textContent = text;
  }
}

import type { Settings } from '../../shared/settings';
import { translate } from '../../shared/translate';
import { maySee, siteName } from '../site-permission';

export interface SiteEvents {
  /** In the click, so that the browser may be asked for its permission. */
  onSwitch(site: string, on: boolean): void;
  onRemove(site: string): void;
}

/** The sites that a person has named, each with its switch. */
export class SiteList {
  readonly #list: HTMLElement;
  readonly #events: SiteEvents;

  constructor(list: HTMLElement, events: SiteEvents) {
    this.#list = list;
    this.#events = events;
  }

  async show({ sites }: Settings): Promise<void> {
    const names = Object.keys(sites).sort((a, b) => siteName(a).localeCompare(siteName(b)));
    const permitted = await Promise.all(names.map(maySee));
    this.#list.replaceChildren(
      ...names.map((site, i) => this.#line(site, sites[site] === true, permitted[i] === true)),
    );
  }

  #line(site: string, isWanted: boolean, isPermitted: boolean): HTMLElement {
    const line = document.createElement('li');
    const label = document.createElement('label');
    const name = document.createElement('strong');
    name.dir = 'ltr';
    name.textContent = siteName(site);
    const state = document.createElement('span');
    state.className = 'faint';
    state.textContent =
      isWanted && !isPermitted ? translate('options_site_permission_missing') : '';
    const text = document.createElement('span');
    text.append(name, state);
    const input = document.createElement('input');
    input.type = 'checkbox';
    input.setAttribute('role', 'switch');
    input.checked = isWanted && isPermitted;
    input.addEventListener('change', () => {
      this.#events.onSwitch(site, input.checked);
    });
    label.append(input, text);
    const remove = document.createElement('button');
    remove.type = 'button';
    remove.textContent = translate('options_site_remove');
    remove.setAttribute('aria-label', translate('options_site_remove_one', siteName(site)));
    remove.addEventListener('click', () => {
      this.#events.onRemove(site);
    });
    line.append(label, remove);
    return line;
  }
}

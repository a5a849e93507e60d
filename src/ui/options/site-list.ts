import type { Settings } from '../../shared/settings';
import { KNOWN_SITES } from '../../shared/known-sites';
import { translate } from '../../shared/translate';
import { maySee, shortSiteName } from '../site-permission';
import { tabsToReload } from '../tabs-to-reload';

export interface SiteEvents {
  /** In the click, so that the browser may be asked for its permission. */
  onSwitch(site: string, on: boolean): void;
  onRemove(site: string): void;
  onReload(tabs: readonly number[]): void;
}

/** What is known of one site. */
interface Line {
  /** Undefined while a person has decided nothing. */
  readonly isOn: boolean | undefined;
  readonly isPermitted: boolean;
  /** Open tabs that follow the switch only when they are loaded again. */
  readonly late: readonly number[];
}

/** The sites that are offered and those that a person has named, each with its switch. */
export class SiteList {
  readonly #list: HTMLElement;
  readonly #events: SiteEvents;

  constructor(list: HTMLElement, events: SiteEvents) {
    this.#list = list;
    this.#events = events;
  }

  async show({ sites }: Settings): Promise<void> {
    const names = [...new Set([...Object.keys(sites), ...KNOWN_SITES])].sort((a, b) =>
      shortSiteName(a).localeCompare(shortSiteName(b)),
    );
    const [permitted, late] = await Promise.all([
      Promise.all(names.map(maySee)),
      Promise.all(names.map((site) => tabsToReload(site, sites[site] === true))),
    ]);
    this.#list.replaceChildren(
      ...names.map((site, i) =>
        this.#line(site, {
          isOn: sites[site],
          isPermitted: permitted[i] === true,
          late: late[i] ?? [],
        }),
      ),
    );
  }

  #line(site: string, { isOn, isPermitted, late }: Line): HTMLElement {
    const line = document.createElement('li');
    const label = document.createElement('label');
    const name = document.createElement('strong');
    name.dir = 'ltr';
    name.textContent = shortSiteName(site);
    const state = document.createElement('span');
    state.className = 'faint';
    state.textContent = stateOf({ isOn, isPermitted, late });
    const text = document.createElement('span');
    text.append(name, state);
    const input = document.createElement('input');
    input.type = 'checkbox';
    input.setAttribute('role', 'switch');
    input.checked = isOn === true && isPermitted;
    input.addEventListener('change', () => {
      this.#events.onSwitch(site, input.checked);
    });
    label.append(input, text);
    line.append(label);
    line.dataset['site'] = site;
    if (late.length > 0) {
      const name = translate('options_site_reload_one', shortSiteName(site));
      line.append(
        button(translate('options_site_reload'), name, () => {
          this.#events.onReload(late);
        }),
      );
    }
    // What is offered stays in the list; removing it gives back the browser's permission.
    if (!KNOWN_SITES.includes(site) || (isOn !== undefined && isPermitted)) {
      const name = translate('options_site_remove_one', shortSiteName(site));
      line.append(
        button(translate('options_site_remove'), name, () => {
          this.#events.onRemove(site);
        }),
      );
    }
    return line;
  }
}

function stateOf({ isOn, isPermitted, late }: Line): string {
  if (isOn === true && !isPermitted) return translate('options_site_permission_missing');
  return late.length === 0 ? '' : translate('options_site_late', String(late.length));
}

/** `name`, for screen readers, says for which site it is. */
function button(text: string, name: string, onClick: () => void): HTMLButtonElement {
  const made = document.createElement('button');
  made.type = 'button';
  made.textContent = text;
  made.setAttribute('aria-label', name);
  made.addEventListener('click', onClick);
  return made;
}

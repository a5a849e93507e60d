import { browser } from '../../shared/browser';
import { translate } from '../../shared/translate';
import { part } from '../part';

/** Says whether the browser lets us into private windows; only the person can change it, there. */
export async function showPrivateWindows(): Promise<void> {
  const open = part('private', HTMLButtonElement);
  open.addEventListener('click', () => {
    void browser.tabs.create({ url: `chrome://extensions/?id=${browser.runtime.id}` });
  });
  const isAllowed = await browser.extension.isAllowedIncognitoAccess();
  open.hidden = isAllowed;
  part('private-state', HTMLElement).textContent = isAllowed
    ? translate('options_private_on')
    : translate('options_private_off');
}

import { browser } from '../../shared/browser';
import { askBackground } from '../ask-background';
import { localise, setPageLanguage } from '../localise';
import { part } from '../part';
import { currentTab } from './current-tab';
import { showLastPhotos } from './last-photos';
import { wireLevel } from './level';
import { SiteSwitch } from './site-switch';

setPageLanguage(document.documentElement);
localise(document);

part('options', HTMLButtonElement).addEventListener('click', () => {
  void browser.runtime.openOptionsPage();
});
part('studio', HTMLButtonElement).addEventListener('click', () => {
  void browser.tabs.create({ url: browser.runtime.getURL('ui/studio/studio.html') });
});

const showLevel = wireLevel();

const tab = await currentTab(location.search);
const settings = await askBackground('readSettings', null);
showLevel(settings);
await SiteSwitch.open(tab, settings);
const notes = tab === undefined ? [] : await askBackground('tabNotes', { tabId: tab.id });
part('last', HTMLElement).hidden = !showLastPhotos(part('photos', HTMLOListElement), notes);
// For whoever waits for the page to be filled in.
document.body.dataset['ready'] = 'yes';

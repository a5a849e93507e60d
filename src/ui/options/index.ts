import type { Settings } from '../../shared/settings';
import { allFiguresOf } from '../../shared/strength-text';
import { askBackground } from '../ask-background';
import { ChoiceGroup } from '../choice-group';
import { localise, setPageLanguage } from '../localise';
import { part } from '../part';
import { strengthChoice } from '../strength-choice';
import { filterSections } from './filter';
import { wireMode } from './mode';
import { wireReset } from './reset';
import { Saver } from './saver';
import { showPrivateWindows } from './private-windows';
import { wireSites } from './sites';

setPageLanguage(document.documentElement);
localise(document);

const save = (change: Promise<Settings>): void => {
  void saver.save(change);
};
const showLevel = strengthChoice((strength) => {
  save(askBackground('changeSettings', { strength }));
}, allFiguresOf);
const unlinkable = part('unlinkable', HTMLInputElement);
unlinkable.addEventListener('change', () => {
  save(askBackground('changeSettings', { unlinkable: unlinkable.checked }));
});
const failure = new ChoiceGroup<Settings['onFailure']>(document, 'failure', (onFailure) => {
  save(askBackground('changeSettings', { onFailure }));
});
const backends = new ChoiceGroup<Settings['backend']>(document, 'backend', (backend) => {
  save(askBackground('changeSettings', { backend }));
});
const metadata = new ChoiceGroup<Settings['metadata']>(document, 'metadata', (wish) => {
  save(askBackground('changeSettings', { metadata: wish }));
});
const showMode = wireMode(() => saver);
const strict = part('strict', HTMLInputElement);
strict.addEventListener('change', () => {
  save(askBackground('changeSettings', { askWithoutFace: strict.checked }));
});
const sites = wireSites(() => saver);
void showPrivateWindows();
wireReset(save);
const search = part('search', HTMLInputElement);
search.placeholder = search.ariaLabel ?? '';
filterSections(search, [...document.querySelectorAll<HTMLElement>('main > section')]);

function show(settings: Settings): void {
  showLevel(settings);
  // Nothing else draws a face to one of its own.
  part('apart', HTMLElement).hidden =
    settings.mode === 'targeted' || settings.strength !== 'strong';
  unlinkable.checked = settings.unlinkable;
  showMode(settings);
  failure.show(settings.onFailure);
  backends.show(settings.backend);
  metadata.show(settings.metadata);
  strict.checked = settings.askWithoutFace;
  void sites.show(settings);
}

const stored = await askBackground('readSettings', null);
const saver = new Saver(stored, part('saved', HTMLElement), show);
// For whoever waits for the page to be filled in.
document.body.dataset['ready'] = 'yes';

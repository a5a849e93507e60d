import { shortSiteName } from '../site-permission';

/** One more line with a box, ticked. Its value is the site's match pattern. */
export function siteChoice(list: HTMLElement, site: string): HTMLInputElement {
  const box = document.createElement('input');
  box.type = 'checkbox';
  box.value = site;
  box.checked = true;
  const name = document.createElement('span');
  name.dir = 'ltr';
  name.textContent = shortSiteName(site);
  const label = document.createElement('label');
  label.append(box, name);
  const line = document.createElement('li');
  line.append(label);
  list.append(line);
  return box;
}

import { browser } from '../../shared/browser';
import type { Comparison } from '../../shared/comparison';
import { deliveredName } from '../../shared/output-type';
import { reportFile } from '../../shared/report-file';

/** The report in the form of docs/report.schema.json. */
export function saveJson({ name, report }: Comparison): void {
  const out = deliveredName(report, name);
  save(reportFile([{ name, out, ...report }]), 'application/json', `${stemOf(out)}.report.json`);
}

/** A file that needs nothing else and asks nobody for anything. */
export async function saveHtml({ name, report }: Comparison, page: HTMLElement): Promise<void> {
  const style = await (await fetch(browser.runtime.getURL('ui/compare/report.css'))).text();
  const file = document.implementation.createHTMLDocument(name);
  const { documentElement, title } = document;
  file.documentElement.lang = documentElement.lang;
  file.documentElement.dir = documentElement.dir;
  file.title = title;
  file.head.prepend(
    metaOf(file, { charset: 'utf-8' }),
    metaOf(file, { name: 'viewport', content: 'width=device-width, initial-scale=1' }),
    metaOf(file, {
      'http-equiv': 'content-security-policy',
      content: "default-src 'none'; img-src data:; style-src 'unsafe-inline'",
    }),
  );
  const sheet = file.createElement('style');
  sheet.textContent = style;
  file.head.append(sheet);
  file.body.append(file.importNode(page, true));
  const html = `<!doctype html>\n${file.documentElement.outerHTML}\n`;
  save(html, 'text/html', `${stemOf(deliveredName(report, name))}.report.html`);
}

function metaOf(file: Document, attributes: Readonly<Record<string, string>>): HTMLMetaElement {
  const meta = file.createElement('meta');
  for (const [name, value] of Object.entries(attributes)) meta.setAttribute(name, value);
  return meta;
}

function stemOf(name: string): string {
  const dot = name.lastIndexOf('.');
  return dot > 0 ? name.slice(0, dot) : name;
}

function save(text: string, type: string, name: string): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(new Blob([text], { type }));
  link.download = name;
  link.click();
  URL.revokeObjectURL(link.href);
}

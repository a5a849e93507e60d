const QUIET_MS = 400;
let timer = 0;

/** Posts a document once nothing in it has changed for a while, as drafts are saved. */
export function uploadHtml(html: () => string): void {
  clearTimeout(timer);
  timer = window.setTimeout(() => {
    void fetch('/upload', {
      method: 'POST',
      headers: { 'content-type': 'text/html' },
      body: html(),
    });
  }, QUIET_MS);
}

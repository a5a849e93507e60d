/** Hands over files that are chosen in `input` or dropped anywhere on the page. */
export function receivePhotos(
  drop: HTMLElement,
  input: HTMLInputElement,
  onFiles: (files: readonly File[]) => void,
): void {
  input.addEventListener('change', () => {
    onFiles([...(input.files ?? [])]);
    // So that choosing the same photo again is a change again.
    input.value = '';
  });
  // Dropped beside the marked place, a file would otherwise replace this page.
  window.addEventListener('dragover', (event) => {
    event.preventDefault();
    drop.classList.add('over');
  });
  window.addEventListener('dragleave', (event) => {
    if (event.relatedTarget === null) drop.classList.remove('over');
  });
  window.addEventListener('drop', (event) => {
    event.preventDefault();
    drop.classList.remove('over');
    onFiles([...(event.dataTransfer?.files ?? [])]);
  });
}

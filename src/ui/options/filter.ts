/** Hides the sections in which what is typed does not occur. */
export function filterSections(search: HTMLInputElement, sections: readonly HTMLElement[]): void {
  search.addEventListener('input', () => {
    const wanted = search.value.trim().toLocaleLowerCase();
    for (const section of sections) {
      section.hidden = !section.textContent.toLocaleLowerCase().includes(wanted);
    }
  });
}

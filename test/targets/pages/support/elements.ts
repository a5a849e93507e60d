/** The parts that the driver uses: `#open` is pressed, `#drop` dropped on, `#paste` pasted into. */
export function button(id: string, onClick: () => unknown): HTMLButtonElement {
  const made = document.createElement('button');
  made.id = id;
  made.type = 'button';
  made.textContent = id;
  made.addEventListener('click', () => void onClick());
  document.body.append(made);
  return made;
}

export function area(id: string): HTMLDivElement {
  const made = document.createElement('div');
  made.id = id;
  made.style.cssText = 'width: 420px; min-height: 160px; border: 2px dashed grey';
  document.body.append(made);
  return made;
}

export function field(id: string): HTMLTextAreaElement {
  const made = document.createElement('textarea');
  made.id = id;
  document.body.append(made);
  return made;
}

export function fileInput(): HTMLInputElement {
  const made = document.createElement('input');
  made.type = 'file';
  return made;
}

/** The modal dialog that makes the rest of the page inert, if there is one. */
export function topmostModal(): HTMLElement | undefined {
  const modals = [...document.querySelectorAll<HTMLElement>('dialog:modal')];
  if (modals.length < 2) return modals[0];
  // Only the topmost one, its backdrop included, can be hit.
  const hit = document.elementFromPoint(innerWidth / 2, innerHeight / 2);
  return hit?.closest<HTMLElement>('dialog:modal') ?? modals.at(-1);
}

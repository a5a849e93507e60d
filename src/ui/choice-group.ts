/** Radio buttons of one name as one value. */
export class ChoiceGroup<T extends string> {
  readonly #inputs: readonly HTMLInputElement[];

  /** `onChoice` hears what a person chooses, not what `show` sets. */
  constructor(root: ParentNode, name: string, onChoice: (value: T) => void) {
    this.#inputs = [...root.querySelectorAll<HTMLInputElement>(`input[name="${name}"]`)];
    for (const input of this.#inputs) {
      input.addEventListener('change', () => {
        if (input.checked) onChoice(input.value as T);
      });
    }
  }

  show(value: T): void {
    for (const input of this.#inputs) input.checked = input.value === value;
  }
}

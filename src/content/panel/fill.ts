/** `text` with `$1`, `$2`... replaced. */
export function fill(text: string, ...values: readonly (string | number)[]): string {
  return text.replaceAll(/\$(\d)/g, (_, place: string) => String(values[Number(place) - 1] ?? ''));
}

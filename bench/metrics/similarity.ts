/** How alike two magnitudes are, up to 1 for equal ones; `c` keeps it stable where both are small. */
export function similarity(a: number, b: number, c: number): number {
  return (2 * a * b + c) / (a * a + b * b + c);
}

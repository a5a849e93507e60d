import type { PhotoReport } from './report';

/** Version of the report's form (docs/report.md): raised when a key changes its meaning. */
export const REPORT_VERSION = 1;

/** A photo in a report that is kept as a file. */
export type PhotoEntry = { readonly name: string; readonly out: string | null } & PhotoReport;

/** The report as a file, in the form of docs/report.schema.json. */
export function reportFile(photos: readonly PhotoEntry[]): string {
  return `${JSON.stringify({ version: REPORT_VERSION, photos }, null, 2)}\n`;
}

/** Every reason that can reach a person or a caller. Closed: a new one is added here first. */
export const ERROR_CODES = [
  // the file
  'empty-file',
  'not-a-photo',
  'unsupported-format',
  'unsupported-colour',
  'animated',
  'too-large',
  'corrupt-file',
  // the job
  'cancelled',
  'timeout',
  'budget-exceeded',
  'face-lost',
  'non-finite',
  // the target of the mode `targeted`
  'target-missing',
  'target-no-face',
  // the engine host
  'engine-lost',
  'engine-start',
  'backend-lost',
  'weights-corrupt',
  'no-structured-clone',
  // the page
  'extension-updated',
  'page-changed',
  'original-stopped',
  // the compare view
  'not-kept',
  // the contract
  'bad-request',
  'forbidden',
  'no-receiver',
  'internal',
] as const;

export type ErrorCode = (typeof ERROR_CODES)[number];

/** The one error class that crosses rooms: a code for programs, a sentence for people. */
export class UnnoticedError extends Error {
  readonly code: ErrorCode;

  constructor(code: ErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'UnnoticedError';
    this.code = code;
  }
}

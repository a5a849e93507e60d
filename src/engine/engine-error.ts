import type { EngineErrorCode } from './protect-types';

/** The engine's one error class: a closed code for programs, a sentence for the log. */
export class EngineError extends Error {
  readonly code: EngineErrorCode;

  constructor(code: EngineErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'EngineError';
    this.code = code;
  }
}

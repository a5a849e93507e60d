import { tell } from './bridge';
import { hook } from './hook';
import { apply } from './natives';

/** `document.open()` and `write()` take every listener off a window; `restore` puts ours back, first. */
export function surviveRewrites(restore: () => void): void {
  for (const name of ['open', 'write', 'writeln']) {
    hook(Document.prototype, name, (native, self, args) => {
      const result: unknown = apply(native, self, args);
      if (self === document) {
        restore();
        tell('rewritten', null);
      }
      return result;
    });
  }
}

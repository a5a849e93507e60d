import { copyWithSite as copyOf } from '../../scripts/start/copy-with-site';
import type { ExtensionCopy } from '../../scripts/start/copy-with-site';
import { DIST } from './extension-browser';

/** The built extension as the tests load it: one manifest key changed (docs/decisions/0013). */
export function copyWithSite(): ExtensionCopy {
  return copyOf(DIST);
}

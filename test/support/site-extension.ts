import { copyWithSite as copyOf, OWN_SITE } from '../../scripts/start/copy-with-site';
import type { ExtensionCopy } from '../../scripts/start/copy-with-site';
import { DIST } from './extension-browser';

/**
 * The built extension as the tests load it: one manifest key changed (docs/decisions/0013).
 * `moreSites` are permitted as well.
 */
export function copyWithSite(moreSites: readonly string[] = []): ExtensionCopy {
  return copyOf(DIST, [OWN_SITE, ...moreSites]);
}

import type { SettingsStore } from './settings-store';
import type { RegistrationDoor } from './site-registrar';

/** The browser's own scripting and permissions, for the registrar. */
export function registeredScripts(settings: SettingsStore): RegistrationDoor {
  return {
    readSites: async () => (await settings.read()).sites,
    isPermitted: async (site) => {
      try {
        return await chrome.permissions.contains({ origins: [site] });
      } catch {
        // A host that the browser cannot read as a pattern is one where nothing can be registered.
        return false;
      }
    },
    registered: () => chrome.scripting.getRegisteredContentScripts(),
    register: (scripts) =>
      chrome.scripting.registerContentScripts(
        scripts.map(({ matches, js, ...script }) => ({
          ...script,
          matches: [...matches],
          js: [...js],
        })),
      ),
    unregister: (ids) => chrome.scripting.unregisterContentScripts({ ids: [...ids] }),
  };
}

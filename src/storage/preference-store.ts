import type { Preferences, PreferenceStore } from '#study/store.ts';

const preferencesKey = 'valet-key-preferences';
const defaults: Preferences = { shortcuts: true };

/** Preferences in the browser's local storage, which may be switched off: then they last as long as the page. */
export function preferenceStore(storage: Pick<Storage, 'getItem' | 'setItem'> | undefined): PreferenceStore {
  let preferences = restored(storage);
  return {
    read: () => preferences,
    write: (changed) => {
      preferences = changed;
      try {
        storage?.setItem(preferencesKey, JSON.stringify(changed));
      } catch {
        // Storage is full or forbidden; what was chosen holds until the page is closed.
      }
    },
  };
}

function restored(storage: Pick<Storage, 'getItem'> | undefined): Preferences {
  try {
    const kept = JSON.parse(storage?.getItem(preferencesKey) ?? '{}') as Partial<Preferences> | null;
    return typeof kept?.shortcuts === 'boolean' ? { shortcuts: kept.shortcuts } : defaults;
  } catch {
    return defaults;
  }
}

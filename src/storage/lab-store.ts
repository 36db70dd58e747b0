import { connectionKinds, type Connection } from '#client/connection.ts';
import type { LabSettings, LabStore } from '#lab/store.ts';

const labKey = 'valet-key-lab';
const defaults: LabSettings = { allowedOrigins: [] };

/** The lab's settings in the browser's local storage, which may be switched off: then they last as long as the page. */
export function labStore(storage: Pick<Storage, 'getItem' | 'setItem'> | undefined): LabStore {
  let settings = restored(storage);
  return {
    read: () => settings,
    write: (changed) => {
      settings = changed;
      try {
        storage?.setItem(labKey, JSON.stringify(changed));
      } catch {
        // Storage is full or forbidden; what was chosen holds until the page is closed.
      }
    },
  };
}

/** What is stored may be of another version of the app, so nothing of it is believed unseen. */
function restored(storage: Pick<Storage, 'getItem'> | undefined): LabSettings {
  try {
    const kept = JSON.parse(storage?.getItem(labKey) ?? 'null') as unknown;
    if (!isRecord(kept)) return defaults;
    const origins = Array.isArray(kept['allowedOrigins']) ? (kept['allowedOrigins'] as readonly unknown[]) : [];
    const allowedOrigins = origins.filter((origin): origin is string => typeof origin === 'string');
    const connection = restoredConnection(kept['connection']);
    return { allowedOrigins, ...(connection && { connection }) };
  } catch {
    return defaults;
  }
}

function restoredConnection(kept: unknown): Connection | undefined {
  if (!isRecord(kept) || !isRecord(kept['endpoint'])) return undefined;
  const { url, region, addressing } = kept['endpoint'];
  const { bucket, isConfigured } = kept;
  const kind = connectionKinds.find((candidate) => candidate === kept['kind']);
  const style = addressing === 'path' || addressing === 'virtual' ? addressing : undefined;
  if (!kind || !style || typeof region !== 'string') return undefined;
  return {
    kind,
    endpoint: { ...(typeof url === 'string' && { url }), region, addressing: style },
    ...(typeof bucket === 'string' && { bucket }),
    ...(isConfigured === true && { isConfigured }),
  };
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}

import type { DBSchema } from 'idb';
import type { Draft } from '#study/store.ts';

/** The page's own database. The emulator's objects live in another one, so that they can be thrown away alone. */
export interface StudySchema extends DBSchema {
  /** Append-only. `event` is unknown on purpose: a later version of the app may have written it. */
  events: {
    key: number;
    value: { readonly sequence?: number; readonly event: { readonly id: string } };
    indexes: { 'by-id': string };
  };
  /** One for each attempt that goes on: what is on screen and chosen, but not committed. */
  drafts: { key: string; value: Draft };
}

export const studyDatabaseName = 'valet-key-study';

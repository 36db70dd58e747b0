import { mount } from 'svelte';
import { loadChapter, packs } from 'virtual:packs';
import { openStudyDatabase } from '#storage/open.ts';
import { askToPersist } from '#storage/persist.ts';
import { preferenceStore } from '#storage/preference-store.ts';
import { studyStore } from '#storage/study-store.ts';
import { Study } from '#study/study.svelte.ts';
import '#ui/style.css';
import App from './App.svelte';
import { DatabaseState } from './database-state.svelte.ts';
import { Offline } from './offline.svelte.ts';
import { pageProofRunner } from './proof-runner.ts';
import { Router } from './router.svelte.ts';
import { studyLinks } from './study-links.ts';
import { trustedWorkerUrl } from './worker-url.ts';

const router = new Router(window);
const database = new DatabaseState();

const store = studyStore({
  open: () =>
    openStudyDatabase({
      onblocked: () => database.blocked(),
      onopened: () => database.opened(),
      onsuperseded: () => database.superseded(),
      onterminated: () => store.forget(),
    }),
  channel: 'BroadcastChannel' in window ? new BroadcastChannel('valet-key-study') : undefined,
  askToPersist: () => void askToPersist(navigator.storage),
});

const study = new Study({
  packs,
  loadChapter,
  store,
  preferences: preferenceStore(localStorageOf(window)),
  proofs: pageProofRunner(),
  links: studyLinks(router),
  now: () => new Date(),
  newId: () => crypto.randomUUID(),
});

const offline =
  'serviceWorker' in navigator
    ? new Offline({
        container: navigator.serviceWorker,
        url: trustedWorkerUrl(document.baseURI, (window as { trustedTypes?: TrustedTypes }).trustedTypes),
        type: import.meta.env.DEV ? 'module' : 'classic',
        reload: () => location.reload(),
      })
    : undefined;

mount(App, { target: document.getElementById('app') as HTMLElement, props: { router, study, database, offline } });

void study.read().then(() => study.learnCorrections());
study.watch();
void offline?.start();

type TrustedTypes = Parameters<typeof trustedWorkerUrl>[1];

/** Reading the property is enough to throw where the browser forbids storage. */
function localStorageOf(owner: Window): Storage | undefined {
  try {
    return owner.localStorage;
  } catch {
    return undefined;
  }
}

import { expect, test, vi } from 'vitest';
import { Offline } from '#app/offline.svelte.ts';

type Message = { readonly type: string };

/** A worker that answers `ready?` as it is told to, and remembers what it was sent. */
class FakeWorker extends EventTarget {
  readonly sent: string[] = [];
  readonly #isReady: () => boolean;

  constructor(isReady: () => boolean = () => true) {
    super();
    this.#isReady = isReady;
  }

  postMessage(message: Message, ports: readonly MessagePort[]): void {
    this.sent.push(message.type);
    if (message.type === 'ready?') ports[0]?.postMessage({ type: 'ready', ready: this.#isReady() });
  }
}

class FakeRegistration extends EventTarget {
  active: FakeWorker | null = null;
  waiting: FakeWorker | null = null;
  installing: FakeWorker | null = null;
}

class FakeContainer extends EventTarget {
  controller: FakeWorker | null = null;
  readonly registration = new FakeRegistration();
  readonly register = vi.fn(async () => this.registration);

  take(worker: FakeWorker): void {
    this.controller = worker;
    this.dispatchEvent(new Event('controllerchange'));
  }
}

function offlineOver(container: FakeContainer): {
  readonly offline: Offline;
  readonly reload: ReturnType<typeof vi.fn>;
} {
  const reload = vi.fn();
  const offline = new Offline({
    container: container as unknown as ServiceWorkerContainer,
    url: 'https://site.example/worker.js',
    type: 'classic',
    reload,
  });
  return { offline, reload };
}

test('a first visit is ready once the worker controls the page and has cached everything', async () => {
  const container = new FakeContainer();
  const { offline } = offlineOver(container);
  await offline.start();
  expect([offline.isControlled, offline.isReady]).toEqual([false, false]);
  container.take(new FakeWorker());
  await vi.waitFor(() => expect(offline.isReady).toBe(true));
  expect(offline.isControlled).toBe(true);
});

test('after a hard reload the active worker is asked to take the page over', async () => {
  const container = new FakeContainer();
  container.registration.active = new FakeWorker();
  await offlineOver(container).offline.start();
  expect(container.registration.active.sent).toEqual(['claim']);
});

test('a worker that lacks files is not ready, until it is asked again with the network back', async () => {
  let isReady = false;
  const container = new FakeContainer();
  container.controller = new FakeWorker(() => isReady);
  const { offline } = offlineOver(container);
  await offline.start();
  expect(offline.isReady).toBe(false);
  isReady = true;
  await offline.check();
  expect(offline.isReady).toBe(true);
});

test('a new version waits until the learner starts it, and then the page is loaded anew', async () => {
  const container = new FakeContainer();
  container.controller = new FakeWorker();
  const { offline, reload } = offlineOver(container);
  await offline.start();
  expect(offline.hasUpdate).toBe(false);

  const next = new FakeWorker();
  container.registration.installing = next;
  container.registration.dispatchEvent(new Event('updatefound'));
  container.registration.waiting = next;
  next.dispatchEvent(new Event('statechange'));
  expect(offline.hasUpdate).toBe(true);
  expect(next.sent).toEqual([]);

  offline.update();
  expect(next.sent).toEqual(['update']);
  container.take(next);
  expect(reload).toHaveBeenCalledTimes(1);
});

test('a new version that another tab started is told, and this page is not loaded anew by itself', async () => {
  const container = new FakeContainer();
  container.controller = new FakeWorker();
  const { offline, reload } = offlineOver(container);
  await offline.start();
  container.take(new FakeWorker());
  expect(offline.isReplaced).toBe(true);
  expect(reload).not.toHaveBeenCalled();
});

test('where no worker can run the page goes on without one', async () => {
  const container = new FakeContainer();
  container.register.mockRejectedValueOnce(new Error('private window'));
  const { offline } = offlineOver(container);
  await offline.start();
  expect([offline.isControlled, offline.isReady]).toEqual([false, false]);
});

import { ask } from '#client/worker-control.ts';
import type { WorkerMessage, WorkerReply } from '#worker/messages.ts';

/** Long, since the worker fetches what is missing before it answers. */
const replyMilliseconds = 60_000;

export interface OfflineOptions {
  readonly container: ServiceWorkerContainer;
  /** The worker's script, trusted. */
  readonly url: string;
  readonly type: WorkerType;
  readonly reload: () => void;
}

/** The service worker as the page sees it: whether it answers for us, whether all is cached, whether a new one waits. */
export class Offline {
  readonly #options: OfflineOptions;
  #isControlled = $state(false);
  #isReady = $state(false);
  #waiting = $state.raw<ServiceWorker>();
  #isReplaced = $state(false);
  #isUpdating = false;

  constructor(options: OfflineOptions) {
    this.#options = options;
    this.#isControlled = options.container.controller !== null;
  }

  /** The emulator answers under `s3/`, for documents and images too. */
  get isControlled(): boolean {
    return this.#isControlled;
  }

  /** Every file that a quiz, a proof and the bench load is cached. */
  get isReady(): boolean {
    return this.#isReady;
  }

  /** A new version is installed and waits until the learner agrees. */
  get hasUpdate(): boolean {
    return this.#waiting !== undefined;
  }

  /** Another tab started a new version: this page still runs the old one. */
  get isReplaced(): boolean {
    return this.#isReplaced;
  }

  /** Registers the worker and follows it. A failure leaves the page as it is: online. */
  async start(): Promise<void> {
    const { container, url, type } = this.#options;
    container.addEventListener('controllerchange', () => this.#controllerChanged());
    try {
      const registration = await container.register(url, { type, updateViaCache: 'none' });
      this.#follow(registration);
      // After a hard reload the worker is active and yet not ours: it takes us over when asked.
      if (!container.controller && registration.active) post(registration.active, { type: 'claim' });
      await this.check();
    } catch {
      // No worker, e.g. in a private window: all works but for `s3/` addresses and the start without a network.
    }
  }

  /** Starts the new version: everything that was answered is stored, and the page is loaded anew. */
  update(): void {
    this.#isUpdating = true;
    if (this.#waiting) post(this.#waiting, { type: 'update' });
  }

  /** Asks again whether all is cached, e.g. once the network is back; what is missing is fetched for the answer. */
  async check(): Promise<void> {
    const { controller } = this.#options.container;
    if (!controller || this.#isReady) return;
    this.#isReady = await hasAll(controller);
  }

  reload(): void {
    this.#options.reload();
  }

  #controllerChanged(): void {
    const { container, reload } = this.#options;
    const isFirst = !this.#isControlled;
    this.#isControlled = container.controller !== null;
    if (isFirst) void this.check();
    else if (this.#isUpdating) reload();
    else this.#isReplaced = true;
  }

  #follow(registration: ServiceWorkerRegistration): void {
    const look = (): void => {
      if (registration.waiting && this.#options.container.controller) this.#waiting = registration.waiting;
    };
    look();
    registration.addEventListener('updatefound', () => {
      registration.installing?.addEventListener('statechange', look);
    });
  }
}

function post(worker: ServiceWorker, message: WorkerMessage): void {
  worker.postMessage(message);
}

/** Whether all is cached; a worker that was stopped meanwhile does not reply, which says no. */
async function hasAll(worker: ServiceWorker): Promise<boolean> {
  try {
    const reply = (await ask(
      worker,
      { type: 'ready?' } satisfies WorkerMessage,
      replyMilliseconds,
    )) as WorkerReply | null;
    return reply?.type === 'ready' && reply.ready;
  } catch {
    return false;
  }
}

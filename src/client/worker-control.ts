import type { ControlCommand, ControlResult } from '#s3/control/control.ts';

/** The control interface of an emulated account, wherever it runs: its clock, its identities, its decisions. */
export type Control = (command: ControlCommand) => Promise<ControlResult>;

/** The side of a worker that messages are posted to. */
export interface MessageTarget {
  postMessage(message: unknown, transfer: Transferable[]): void;
}

const replyMilliseconds = 15_000;

/** The control interface behind a service worker. The worker is asked for each time, as a newer one may take over. */
export function workerControl(worker: () => MessageTarget | null): Control {
  return async (command) => {
    const reply = (await ask(worker(), { type: 'control', command })) as { readonly result?: ControlResult };
    return reply.result ?? { ok: false, code: 'NoReply', message: 'The worker did not understand the command.' };
  };
}

/**
 * Posts a message to a worker and waits for its reply.
 *
 * @throws Error (as a rejection) if there is no worker or it does not reply: a browser may stop one at any moment.
 */
export function ask(worker: MessageTarget | null, message: unknown, atMost = replyMilliseconds): Promise<unknown> {
  if (!worker) return Promise.reject(new Error("The emulator isn't running: this page has no worker yet."));
  return new Promise((resolve, reject) => {
    const { port1, port2 } = new MessageChannel();
    const timer = setTimeout(() => {
      port1.close();
      reject(new Error('The worker did not reply.'));
    }, atMost);
    port1.onmessage = ({ data }: MessageEvent<unknown>) => {
      clearTimeout(timer);
      port1.close();
      resolve(data);
    };
    worker.postMessage(message, [port2]);
  });
}

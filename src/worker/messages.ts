import type { ControlCommand, ControlResult } from '#s3/control/control.ts';

/** What the app's own windows may ask of the worker; answers come through the message's port. */
export type WorkerMessage =
  | { readonly type: 'claim' }
  | { readonly type: 'ready?' }
  | { readonly type: 'update' }
  | { readonly type: 'endpoints'; readonly endpoints: readonly string[] }
  | { readonly type: 'control'; readonly command: ControlCommand };

export type WorkerReply =
  | { readonly type: 'ready'; readonly ready: boolean }
  | { readonly type: 'saved' }
  | { readonly type: 'control'; readonly result: ControlResult };

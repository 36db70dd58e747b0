import { formatSize } from '#base/quantity.ts';
import type { Transport } from '#client/transport.ts';

import { StepFault } from './step-fault.ts';

/** How much a proof may do. */
export const bounds = { steps: 100, rows: 120, requests: 1_000, bytes: 64 * 1024 * 1024 } as const;

/** Counts what a row sends; bytes of a fill are not real ones. */
export class Meter {
  #requests = 0;
  #bytes = 0;

  get requests(): number {
    return this.#requests;
  }

  /** @throws StepFault past the bounds. */
  countRequest(bytes: number): void {
    this.#requests += 1;
    if (this.#requests > bounds.requests) throw new StepFault(`a row sends at most ${bounds.requests} requests`);
    this.countBytes(bytes);
  }

  countBytes(bytes: number): void {
    this.#bytes += bytes;
    if (this.#bytes > bounds.bytes) {
      throw new StepFault(
        `a row carries at most ${formatSize(bounds.bytes)} of real bytes; use a body of { size, fill }`,
      );
    }
  }
}

/** The transport, counted. */
export function metered(transport: Transport, meter: Meter): Transport {
  return async (request) => {
    meter.countRequest(request.body instanceof Uint8Array ? request.body.length : 0);
    const response = await transport(request);
    meter.countBytes(response.body.length);
    return response;
  };
}

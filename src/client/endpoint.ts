/** Whether the bucket stands in the host name or in the path. */
export type AddressingStyle = 'virtual' | 'path';

/** Where requests go. */
export interface Endpoint {
  /** Origin, with a path prefix if it has one, e.g. `http://127.0.0.1:9000`; absent for Amazon's own host names. */
  readonly url?: string;
  readonly region: string;
  readonly addressing: AddressingStyle;
}

/** Amazon's own endpoint of a Region. */
export function amazonEndpoint(region: string): Endpoint {
  return { region, addressing: 'virtual' };
}

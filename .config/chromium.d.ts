/** Path of a Chromium that runs here; ends the process with one line if there is none. */
export function chromium(): Promise<string>;
export const chromiumFlags: string[];

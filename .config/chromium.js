import { existsSync } from 'node:fs';

const places = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
];

/** Path of a Chromium: the one that CHROMIUM_PATH names, one that is installed, or the one that npm brings (Linux on x64). */
export async function chromium() {
  const named = process.env.CHROMIUM_PATH;
  if (named && existsSync(named)) return named;
  const installed = places.find((place) => existsSync(place));
  if (installed) return installed;
  if (process.platform === 'linux' && process.arch === 'x64') {
    try {
      return await (await import('@sparticuz/chromium')).default.executablePath();
    } catch {
      // Falls through to the line that says what to do.
    }
  }
  console.error(
    'No Chromium was found. Install Chromium or Chrome, or set CHROMIUM_PATH to its program, and run the command again.',
  );
  process.exit(1);
}

/** Without these, Chromium in a container does not start or looks for hosts of its own. */
export const chromiumFlags = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { measureBrowser } from './browser.ts';
import { measureFunction } from './function.ts';
import { measurePresigning } from './presigning.ts';
import { measureProofs } from './proofs.ts';
import { measureMultipart, measureSmall } from './socket.ts';

// Each figure is a ratio to something measured in the same run, or stands beside its budget: machines differ.
const { values } = parseArgs({
  options: {
    built: { type: 'boolean' },
    /** One of the names below. */
    only: { type: 'string' },
    /** A `server.js` that was built before, to measure beside this one. */
    against: { type: 'string' },
    /** Where a CPU profile of the emulator over its socket goes. */
    profile: { type: 'string' },
  },
});
const program = fileURLToPath(new URL('server.js', import.meta.url));
const sockets = { program, against: values.against, profileFolder: values.profile };

const measurements: Readonly<Record<string, () => Promise<void>>> = {
  presigning: measurePresigning,
  function: measureFunction,
  small: () => measureSmall(sockets),
  multipart: () => measureMultipart(sockets),
  proofs: measureProofs,
  browser: measureBrowser,
};
const names = values.only === undefined ? Object.keys(measurements) : [values.only];
for (const name of names) {
  const measure = measurements[name];
  if (!measure) throw new RangeError(`--only takes ${Object.keys(measurements).join(', ')}, got ${name}`);
  await measure();
}

// Measures: builds the app and the programs of test/bench, so that what runs is what ships, and starts them.
// `--built` measures the app as it was built before; what else is given goes on to test/bench/main.ts.
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';

const at = (path) => fileURLToPath(new URL(path, import.meta.url));
const folder = at('../node_modules/.cache/bench');
const given = process.argv.slice(2);
const run = (args) => {
  const { status } = spawnSync(process.execPath, args, { stdio: 'inherit', cwd: at('..') });
  if (status !== 0) process.exit(status ?? 1);
};

if (!given.includes('--built')) run([at('../node_modules/vite/bin/vite.js'), 'build', '--app', '--logLevel=warn']);
await build({
  root: at('..'),
  configFile: false,
  publicDir: false,
  logLevel: 'warn',
  build: {
    ssr: true,
    target: 'node20',
    minify: false,
    outDir: folder,
    emptyOutDir: true,
    rolldownOptions: {
      input: { main: at('../test/bench/main.ts'), server: at('../test/bench/server.ts') },
      output: { entryFileNames: '[name].js' },
    },
  },
});
run(['--disable-warning=NodeVersionSupportWarning', `${folder}/main.js`, ...given]);

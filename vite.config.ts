import { svelte } from '@sveltejs/vite-plugin-svelte';
import { svelteTesting } from '@testing-library/svelte/vite';
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Plugin } from 'vite';
import { runnerImport } from 'vite';
import { defineConfig } from 'vitest/config';
import { packs } from '#packs/vite-plugin.ts';

const at = (path: string): string => fileURLToPath(new URL(path, import.meta.url));
const appFolder = at('dist/app');

/**
 * The SDK's build for browsers parses XML with DOMParser, which Trusted Types refuse and workers lack; its other parser needs
 * neither.
 */
const sdkXmlParser: Plugin = {
  name: 'sdk-xml-parser',
  enforce: 'pre',
  resolveId: (source, importer) =>
    /^\.\/xml-parser(?:\.browser)?(?:\.js)?$/.test(source) && importer?.includes('@aws-sdk/xml-builder')
      ? at('node_modules/@aws-sdk/xml-builder/dist-es/xml-parser.js')
      : undefined,
};

const domTests = ['test/**/*.dom.test.ts', 'test/**/*.svelte.test.ts'];

export default defineConfig({
  root: at('src/app'),
  base: './',
  publicDir: at('public'),
  cacheDir: at('node_modules/.vite'),
  plugins: [
    svelte({ configFile: false }),
    sdkXmlParser,
    packs({ questions: at('questions') }),
    precache(appFolder, at('src/worker/worker.ts')),
    developmentEmulator(),
  ],
  build: { target: 'es2022', outDir: appFolder, emptyOutDir: true },
  optimizeDeps: { rolldownOptions: { plugins: [sdkXmlParser] } },
  preview: { port: 4173, strictPort: true, host: '127.0.0.1' },
  server: { port: 5173, host: '127.0.0.1' },
  environments: {
    client: { build: { outDir: appFolder, modulePreload: { polyfill: false } } },
    worker: {
      consumer: 'client',
      build: {
        outDir: appFolder,
        emptyOutDir: false,
        copyPublicDir: false,
        rolldownOptions: {
          input: at('src/worker/worker.ts'),
          output: { format: 'iife', entryFileNames: 'worker.js', codeSplitting: false },
        },
      },
    },
    node: {
      consumer: 'server',
      // All but the database, which is native code and is loaded from its package, in tests too.
      resolve: { noExternal: [/^(?!.*\blmdb\b)/] },
      build: {
        outDir: at('dist/node'),
        emptyOutDir: true,
        target: 'node20',
        minify: false,
        copyPublicDir: false,
        rolldownOptions: { input: { cli: at('src/node/cli.ts') }, output: { entryFileNames: '[name].js' } },
      },
    },
  },
  builder: {
    async buildApp(builder) {
      // The worker comes after the page: its list of files is read from what the page's build wrote.
      // The command line alone is built in mode `cli`, since it must be able to report a pack that breaks the page's build.
      const names = builder.config.mode === 'cli' ? ['node'] : ['client', 'worker', 'node'];
      for (const name of names) await builder.build(builder.environments[name]!);
    },
  },
  test: {
    projects: [
      {
        extends: true,
        test: {
          name: 'node',
          root: at('.'),
          environment: 'node',
          testTimeout: 30_000,
          include: ['test/**/*.test.ts'],
          exclude: [...domTests, 'test/e2e/**', 'test/soak/**'],
        },
      },
      {
        extends: true,
        plugins: [svelteTesting()],
        test: {
          name: 'dom',
          root: at('.'),
          environment: 'happy-dom',
          testTimeout: 30_000,
          isolate: false,
          include: domTests,
          setupFiles: [at('test/setup-dom.ts')],
        },
      },
    ],
  },
});

/** Tells the worker what the page's build wrote (`virtual:precache`); in development it serves the worker from its source. */
function precache(folder: string, worker: string): Plugin {
  const id = 'virtual:precache';
  return {
    name: 'precache',
    configureServer(server) {
      server.middlewares.use('/worker.js', (_request, response) => {
        response.setHeader('content-type', 'text/javascript');
        response.end(`import "/@fs/${worker.replace(/^\//, '')}"`);
      });
    },
    resolveId: (source) => (source === id ? `\0${id}` : undefined),
    load(source) {
      if (source !== `\0${id}`) return undefined;
      const isBuild = this.environment.config.command === 'build';
      const files = isBuild ? builtFiles(folder) : [];
      const hash = createHash('sha256');
      for (const file of files) hash.update(file).update(readFileSync(join(folder, file)));
      const buildId = isBuild ? hash.digest('hex').slice(0, 12) : 'dev';
      // The page's file names what the first screen loads; the rest may follow once the worker answers.
      const page = isBuild ? readFileSync(join(folder, 'index.html'), 'utf8') : '';
      const shell = files.filter((file) => file === 'index.html' || page.includes(file));
      return Object.entries({ files, shell, buildId })
        .map(([name, value]) => `export const ${name} = ${JSON.stringify(value)};`)
        .join('\n');
    },
  };
}

function builtFiles(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)).split(sep).join('/'))
    .filter((file) => file !== 'worker.js' && !file.startsWith('schema/') && !file.endsWith('.map'))
    .sort();
}

/** The emulator beside the development server; loaded only there, since every run of a tool reads this file. */
function developmentEmulator(): Plugin {
  return {
    name: 'development-emulator',
    apply: (_config, { command }) => command === 'serve' && process.env['VITEST'] === undefined,
    async configureServer(server) {
      const { module } = await runnerImport<typeof import('#node/dev-emulator.ts')>(at('src/node/dev-emulator.ts'));
      await module.addEmulator(server);
    },
  };
}

import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

/** Loops, fuzzing and big files: minutes, not seconds, so they are no part of `npm test`. */
export default defineConfig({
  root: fileURLToPath(new URL('..', import.meta.url)),
  test: {
    include: ['test/soak/**/*.test.ts'],
    environment: 'node',
    testTimeout: 600_000,
    fileParallelism: false,
    reporters: ['verbose'],
  },
});

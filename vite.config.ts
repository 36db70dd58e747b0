import { svelte } from '@sveltejs/vite-plugin-svelte';
import { svelteTesting } from '@testing-library/svelte/vite';
import { defineConfig } from 'vitest/config';

const nodeTests = ['test/**/*.test.ts'];
const domTests = ['test/**/*.dom.test.ts', 'test/**/*.svelte.test.ts'];

export default defineConfig({
  plugins: [svelte()],
  test: {
    projects: [
      {
        extends: true,
        test: { name: 'node', environment: 'node', include: nodeTests, exclude: [...domTests, 'test/e2e/**', 'test/soak/**'] },
      },
      {
        extends: true,
        plugins: [svelteTesting()],
        test: { name: 'dom', environment: 'happy-dom', isolate: false, include: domTests, setupFiles: ['test/setup-dom.ts'] },
      },
    ],
  },
});

import path from 'node:path';
import { defineConfig } from 'vitest/config';

const alias = { '@': path.resolve(import.meta.dirname) };

export default defineConfig({
  resolve: { alias },
  test: {
    projects: [
      {
        resolve: { alias },
        test: {
          name: 'unit',
          include: ['{lib,components,cli,scripts,cluster,bench}/**/*.test.{ts,tsx}'],
          exclude: ['**/*.integration.test.ts', 'node_modules/**'],
        },
      },
      {
        resolve: { alias },
        test: {
          name: 'integration',
          include: ['{lib,cli,bench,cluster}/**/*.integration.test.ts'],
          setupFiles: ['lib/testing/setup.ts'],
          testTimeout: 120_000,
          hookTimeout: 120_000,
          // The files share one cluster on two cores.
          maxWorkers: 2,
        },
      },
    ],
  },
});

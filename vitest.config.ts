import { defineConfig } from 'vitest/config';

const everywhere = ['**/node_modules/**', '.next/**', '.mlplatform/**', 'e2e/**'];

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'unit',
          include: ['**/*.test.{ts,tsx}'],
          exclude: [...everywhere, '**/*.cluster.test.ts'],
          globalSetup: ['./db/testing-setup.ts'],
          testTimeout: 20_000,
          hookTimeout: 60_000,
        },
      },
      {
        // Needs a real control plane: KUBECONFIG_TEST names its administrator's kubeconfig.
        test: {
          name: 'cluster',
          include: ['**/*.cluster.test.ts'],
          exclude: everywhere,
          globalSetup: ['./db/testing-setup.ts'],
          testTimeout: 90_000,
          hookTimeout: 120_000,
          fileParallelism: false,
        },
      },
    ],
  },
});

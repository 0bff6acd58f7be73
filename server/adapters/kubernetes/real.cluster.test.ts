import { expect, test } from 'vitest';
import { kubernetesContract } from './contract.ts';
import { createKubernetes } from './real.ts';

const kubeconfigPath = process.env.KUBECONFIG_TEST ?? null;
const silent = { debug: () => undefined, info: () => undefined, warn: () => undefined, error: () => undefined };

test('KUBECONFIG_TEST names a cluster', () => {
  expect(kubeconfigPath).not.toBeNull();
});

kubernetesContract(async () => {
  const kubernetes = createKubernetes({ kubeconfigPath, log: silent });
  return { kubernetes, close: async () => kubernetes.close() };
});

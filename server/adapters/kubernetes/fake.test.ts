import { kubernetesContract } from './contract.ts';
import { createFakeKubernetes } from './fake.ts';

kubernetesContract(async () => ({ kubernetes: createFakeKubernetes(), close: async () => undefined }));

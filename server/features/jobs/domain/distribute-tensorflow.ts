import { type Distributed, type Distribution, svcPlugin } from './distribution.ts';

/** MultiWorkerMirroredStrategy: Volcano's plugin writes TF_CONFIG; worker 0 is the chief where there is no chief task. */
export function distributeTensorflow({ spec }: Distributed): Distribution {
  return {
    plugins: { ...svcPlugin, env: [], tensorflow: ['--worker=worker', '--port=2222'] },
    worker: { command: spec.command, env: {} },
  };
}

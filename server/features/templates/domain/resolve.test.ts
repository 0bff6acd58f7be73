import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { totalGpus } from '#server/features/jobs/domain/spec.ts';
import { readBuiltinTemplates } from '#server/features/templates/publish-builtin.ts';
import { checkContent } from './check-content.ts';
import type { Parameter, TemplateContent } from './content.ts';
import { type Choices, gpuParameter, gpusPerWorkerParameter, resolveJob } from './resolve.ts';

const builtin = await readBuiltinTemplates();
const get = (slug: string): TemplateContent => {
  const found = builtin.find((content) => content.slug === slug);
  if (!found) throw new Error(`no template ${slug}`);
  return found;
};
const choices = (parameters: Choices['parameters'], changed: Partial<Choices> = {}): Choices => ({
  jobName: 'bert-exp42',
  team: 'nlp',
  gpuModel: 'A100-40',
  capacityType: null,
  priorityClass: 'research',
  maxRuntimeSeconds: 3_600,
  parameters,
  ...changed,
});

test('every strategy has a built-in template', () => {
  expect(builtin.map((content) => content.slug)).toEqual([
    'batch-inference',
    'deepspeed',
    'demo-training',
    'horovod',
    'jax',
    'pytorch-ddp',
    'single-gpu',
    'tensorflow',
  ]);
});

describe('pytorch-ddp', () => {
  const ddp = get('pytorch-ddp');

  test('32 GPUs on four workers', () => {
    const resolved = resolveJob(ddp, choices({ num_gpus: 32, learning_rate: 0.00002 }));
    expect(resolved).toMatchObject({
      ok: true,
      spec: {
        workers: 4,
        gpusPerWorker: 8,
        cpuPerWorker: '56',
        memoryPerWorker: '400Gi',
        sharedMemory: '64Gi',
        checkpoint: { path: '/checkpoints', intervalMinutes: 30 },
        gpuModel: 'A100-40',
        pool: null,
      },
      parameters: { num_gpus: 32, gpus_per_worker: 8, precision: 'bf16' },
    });
    expect(resolved.ok && resolved.spec.command).toEqual(
      'torchrun /workspace/train.py --epochs 10 --batch-size 32 --learning-rate 0.00002 --precision bf16'.split(' '),
    );
  });

  test.each([
    [{ num_gpus: 2 }, 1, 2],
    [{ num_gpus: 8, gpus_per_worker: 4 }, 2, 4],
    [{ num_gpus: 128 }, 16, 8],
  ])('%j → %i × %i', (parameters, workers, gpusPerWorker) => {
    expect(resolveJob(ddp, choices(parameters))).toMatchObject({ ok: true, spec: { workers, gpusPerWorker } });
  });

  test.each<[Choices['parameters'], Partial<Choices>, Record<string, string>]>([
    [{ num_gpus: 129 }, {}, { 'parameters.num_gpus': 'at most 128' }],
    [{ num_gpus: 12 }, {}, { 'parameters.num_gpus': expect.stringContaining('multiple of GPUs per worker') }],
    [{ nodes: 4 }, {}, { 'parameters.nodes': 'this template has no parameter "nodes"' }],
    [{ image: 'a b' }, {}, { 'parameters.image': expect.stringContaining('must look like') }],
    [{}, { maxRuntimeSeconds: 8 * 86_400 }, { maxRuntimeSeconds: 'at most 168 hours with this template' }],
    [
      { epochs: 0, batch_size: 'x' },
      {},
      { 'parameters.epochs': 'at least 1', 'parameters.batch_size': 'must be a whole number' },
    ],
  ])('%j is refused at its field', (parameters, changed, fields) => {
    expect(resolveJob(ddp, choices(parameters, changed))).toEqual({ ok: false, fields });
  });

  test('knows which parameters set the GPUs', () => {
    expect(builtin.map((content) => [content.slug, gpuParameter(content), gpusPerWorkerParameter(content)])).toEqual([
      ['batch-inference', 'workers', null],
      ['deepspeed', 'num_gpus', 'gpus_per_worker'],
      ['demo-training', 'workers', null],
      ['horovod', 'num_gpus', 'gpus_per_worker'],
      ['jax', 'num_gpus', 'gpus_per_worker'],
      ['pytorch-ddp', 'num_gpus', 'gpus_per_worker'],
      ['single-gpu', null, null],
      ['tensorflow', 'num_gpus', 'gpus_per_worker'],
    ]);
  });
});

test('the GPU model: the chosen one, else the template’s, else asked for; none without GPUs', () => {
  const ddp = get('pytorch-ddp');
  expect(resolveJob(ddp, choices({}, { gpuModel: null }))).toMatchObject({ spec: { gpuModel: 'A100-40' } });
  expect(resolveJob({ ...ddp, defaultGpuModel: null }, choices({}, { gpuModel: null }))).toEqual({
    ok: false,
    fields: { gpuModel: 'choose a GPU model' },
  });
  const cpu = resolveJob(get('demo-training'), choices({}, { capacityType: 'spot' }));
  expect(cpu).toMatchObject({ ok: true, spec: { gpuModel: null, capacityType: null, pool: 'real-node' } });
});

test('a problem with one cause shows at its parameter, others name the place in the template', () => {
  const ddp = get('pytorch-ddp');
  const changed = (job: Partial<TemplateContent['job']>) =>
    resolveJob({ ...ddp, job: { ...ddp.job, ...job } }, choices({ epochs: 300 }));
  expect(changed({ workers: '{{ epochs }}' })).toEqual({ ok: false, fields: { 'parameters.epochs': 'at most 256' } });
  expect(changed({ memoryPerWorker: 'lots' })).toEqual({
    ok: false,
    fields: { parameters: expect.stringMatching(/^memoryPerWorker: must be a Kubernetes quantity/) },
  });
  expect(changed({ env: { 'A-B': 'x' } })).toEqual({
    ok: false,
    fields: { parameters: expect.stringContaining('env.A-B') },
  });
});

const anyValue = (parameter: Parameter): fc.Arbitrary<unknown> => {
  switch (parameter.type) {
    case 'integer':
      return fc.integer({ min: parameter.minimum ?? 0, max: parameter.maximum ?? 1_000 });
    case 'number':
      return fc.double({ min: parameter.minimum ?? 0, max: parameter.maximum ?? 1, noNaN: true });
    case 'boolean':
      return fc.boolean();
    case 'enum':
      return fc.constantFrom(...parameter.values);
    case 'string':
      return fc.constant(parameter.default);
  }
};

test.each(builtin)('$slug: with parameters in bounds, a valid job or an error at a parameter', (content) => {
  const given = fc.record(Object.fromEntries(content.parameters.map((p) => [p.name, anyValue(p)])));
  fc.assert(
    fc.property(given, (parameters) => {
      const resolved = resolveJob(content, choices(parameters));
      if (!resolved.ok) {
        expect(Object.keys(resolved.fields)).toEqual(['parameters.num_gpus']);
        return;
      }
      const { spec } = resolved;
      if ('num_gpus' in parameters) expect(totalGpus(spec)).toBe(parameters.num_gpus);
      // An eighth of the smallest kind of node (64 CPUs, 488 GiB) less what its own services keep.
      if (spec.gpusPerWorker > 0) {
        expect(Number(spec.cpuPerWorker) / spec.gpusPerWorker).toBeLessThanOrEqual(
          content.slug === 'single-gpu' ? 12 : 7.75,
        );
        expect(Number.parseInt(spec.memoryPerWorker, 10) / spec.gpusPerWorker).toBeLessThanOrEqual(
          content.slug === 'single-gpu' ? 128 : 59,
        );
      }
    }),
  );
});

describe('checkContent', () => {
  const ddp = get('pytorch-ddp');
  const [first, ...rest] = ddp.parameters;
  const withFirst = (changed: object) => ({ ...ddp, parameters: [{ ...first, ...changed }, ...rest] });
  test.each<[string, unknown, Record<string, unknown>]>([
    [
      'a default out of bounds',
      withFirst({ default: 200 }),
      { 'parameters.num_gpus': 'the default is wrong: at most 128' },
    ],
    [
      'bounds the wrong way',
      withFirst({ minimum: 200 }),
      { 'parameters.num_gpus': 'the minimum is above the maximum' },
    ],
    ['a taken name', withFirst({ name: 'team' }), { parameters: 'the name "team" is taken' }],
    ['a name twice', withFirst({ name: 'epochs' }), { parameters: 'the name "epochs" is taken' }],
    ['a word of CEL', withFirst({ name: 'in' }), { parameters: '"in" is a word of the expression language' }],
    ['an unknown field', { ...ddp, podSpec: {} }, { '': expect.stringContaining('podSpec') }],
    [
      'an unknown name',
      { ...ddp, job: { ...ddp.job, image: '{{ img }}' } },
      { 'job.image': expect.stringContaining('"img" is not known') },
    ],
    [
      'a job that is never valid',
      { ...ddp, job: { ...ddp.job, memoryPerWorker: '{{ epochs }} GB' } },
      { 'parameters.epochs': expect.stringContaining('quantity') },
    ],
    [
      'a broken pattern',
      { ...ddp, parameters: [...ddp.parameters, { name: 'x', title: 'X', type: 'string', pattern: '(' }] },
      { 'parameters.x': expect.stringContaining('the pattern is wrong') },
    ],
    ['nothing', null, { '': expect.any(String) }],
  ])('%s', (_, content, fields) => {
    expect(checkContent(content)).toEqual({ ok: false, fields });
  });
});

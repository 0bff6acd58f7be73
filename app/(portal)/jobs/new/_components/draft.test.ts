import { describe, expect, test } from 'vitest';
import { templateContentSchema } from '#server/features/templates/domain/content.ts';
import { firstDraft, readDraft, readTags } from './draft.ts';
import { suggestName } from './suggest-name.ts';

const content = templateContentSchema.parse({
  slug: 'pytorch-ddp',
  title: 'PyTorch DDP',
  description: '',
  framework: 'pytorch',
  strategy: 'ddp',
  usesGpus: true,
  defaultGpuModel: 'A100-40',
  maxRuntimeHours: 24,
  parameters: [
    { name: 'num_gpus', title: 'GPUs', type: 'integer', default: 8, minimum: 1, maximum: 128 },
    { name: 'rate', title: 'Rate', type: 'number', default: 0.001 },
    { name: 'note', title: 'Note', type: 'string', required: false },
    { name: 'amp', title: 'Mixed precision', type: 'boolean', default: true },
  ],
  job: { image: 'team/image:1', command: ['python'], cpuPerWorker: '1', memoryPerWorker: '1Gi' },
});
const template = { id: '0', versionId: '0', version: 3, versions: [], content };
const team = '00000000-0000-4000-8000-000000000000';
const draft = firstDraft(template, null, team, 'bert-exp42');

test('the first draft is the template as it comes, and is a request', () => {
  const { request, fields } = readDraft(template, draft, null);
  expect(fields).toEqual({});
  expect(request).toMatchObject({
    templateSlug: 'pytorch-ddp',
    templateVersion: 3,
    name: 'bert-exp42',
    gpuModel: 'A100-40',
    capacityType: null,
    maxRuntimeSeconds: 86_400,
    parameters: { num_gpus: 8, rate: 0.001, amp: true },
  });
});

describe('what is wrong is said at its field', () => {
  const fieldsOf = (change: Partial<typeof draft>) => readDraft(template, { ...draft, ...change }, null).fields;
  const withParameter = (name: string, value: string) =>
    fieldsOf({ parameters: { ...draft.parameters, [name]: value } });

  test.each([
    ['num_gpus', '', 'is needed'],
    ['num_gpus', '129', 'at most 128'],
    ['num_gpus', '1.5', 'must be a whole number'],
    ['num_gpus', '8x', 'must be a whole number'],
    ['rate', 'fast', 'must be a number'],
  ])('%s = "%s"', (name, value, problem) => {
    expect(withParameter(name, value)).toEqual({ [`parameters.${name}`]: problem });
  });

  test('numbers may be typed as scientists do', () => expect(withParameter('rate', '3e-4')).toEqual({}));
  test('name, time and team', () => {
    expect(fieldsOf({ name: 'Bert' })).toHaveProperty('name');
    expect(fieldsOf({ maxRuntimeHours: '400' })).toEqual({ maxRuntimeSeconds: 'at most 336 h (14 days)' });
    expect(fieldsOf({ maxRuntimeHours: 'long' })).toHaveProperty('maxRuntimeSeconds');
    expect(fieldsOf({ teamId: '' })).toEqual({ teamId: 'choose a team' });
  });
});

test('tags are what stands between commas, each once', () => expect(readTags(' a, b,,a ')).toEqual(['a', 'b']));

test.each([
  ['pytorch-ddp', null, 0, 'pytorch-ddp-0000'],
  ['pytorch-ddp', 'bert-exp42', 0, 'bert-exp43'],
  ['pytorch-ddp', 'run-009', 0, 'run-010'],
  ['pytorch-ddp', 'bert', 0, 'bert-2'],
  ['pytorch-ddp', 'a'.repeat(50), 0, `${'a'.repeat(48)}-2`],
])('a name for %s, cloned from %s', (slug, cloned, random, name) =>
  expect(suggestName(slug, cloned, random)).toBe(name),
);

import { expect, test } from 'vitest';
import { filterTemplates, tagsOf } from './filter-templates.ts';

const ddp = {
  slug: 'pytorch-ddp',
  title: 'PyTorch DDP',
  description: 'Many GPUs',
  framework: 'pytorch',
  tags: ['training', 'multi-gpu'],
};
const jax = { slug: 'jax', title: 'JAX', description: 'Data parallel', framework: 'jax', tags: ['training'] };

test('every word has to be somewhere, in any case', () => {
  expect(filterTemplates([ddp, jax], 'PYTORCH gpus', [])).toEqual([ddp]);
  expect(filterTemplates([ddp, jax], '', [])).toEqual([ddp, jax]);
  expect(filterTemplates([ddp, jax], 'nothing', [])).toEqual([]);
});

test('every tag has to be there', () => {
  expect(filterTemplates([ddp, jax], '', ['training', 'multi-gpu'])).toEqual([ddp]);
  expect(tagsOf([ddp, jax])).toEqual(['multi-gpu', 'training']);
});

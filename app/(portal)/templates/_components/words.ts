import { formatCount } from '#components/format.ts';
import type { Parameter } from '#server/features/templates/domain/content.ts';

/** How processes find each other, in words. */
export const strategyWords: Record<string, string> = {
  none: 'workers on their own',
  ddp: 'many workers (torchrun)',
  mpi: 'many workers (MPI)',
  deepspeed: 'many workers (DeepSpeed)',
  'tf-multiworker': 'many workers (TensorFlow)',
  'jax-distributed': 'many workers (JAX)',
};

/** What a parameter may be: "whole number, 1 to 128 GPUs" */
export function describeType(parameter: Parameter): string {
  switch (parameter.type) {
    case 'integer':
    case 'number': {
      const kind = parameter.type === 'integer' ? 'whole number' : 'number';
      const bounds = describeBounds(parameter.minimum, parameter.maximum);
      return [bounds === null ? kind : `${kind}, ${bounds}`, parameter.unit].filter(Boolean).join(' ');
    }
    case 'string':
      return 'text';
    case 'boolean':
      return 'yes or no';
    case 'enum':
      return `one of ${parameter.values.join(', ')}`;
  }
}

/** "1 to 128", "at least 1"; null without bounds */
export function describeBounds(minimum: number | undefined, maximum: number | undefined): string | null {
  if (minimum !== undefined && maximum !== undefined) return `${bound(minimum)} to ${bound(maximum)}`;
  if (minimum !== undefined) return `at least ${bound(minimum)}`;
  return maximum === undefined ? null : `at most ${bound(maximum)}`;
}

/** Very small numbers stay as they were written. */
const bound = (n: number): string => (Number.isInteger(n) ? formatCount(n) : String(n));

export function describeDefault(parameter: Parameter): string {
  if (parameter.default === undefined) return parameter.required ? 'to be given' : 'none';
  if (typeof parameter.default === 'boolean') return parameter.default ? 'yes' : 'no';
  return parameter.default === '' ? 'empty' : String(parameter.default);
}

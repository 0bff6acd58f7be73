import { describe, expect, it } from 'vitest';
import { type CapacityType, type GpuModel, type SimulatedNode, simulatedNodes } from './table.ts';

const gpusOf = (nodes: SimulatedNode[], model: GpuModel, type?: CapacityType) =>
  nodes
    .filter(({ pool, capacityType }) => pool.model === model && (type ?? capacityType) === capacityType)
    .reduce((sum, { gpus }) => sum + gpus, 0);

describe('the simulated nodes', () => {
  const nodes = simulatedNodes();

  it('are the 1,000 GPUs of the organisation and 16 H100', () => {
    expect(gpusOf(nodes, 'V100-16')).toBe(500);
    expect(gpusOf(nodes, 'A100-40')).toBe(400);
    expect(gpusOf(nodes, 'A100-80')).toBe(100);
    expect(gpusOf(nodes, 'H100')).toBe(16);
  });

  it('have 8 GPUs each, but for the rest of a pool that does not divide by 8', () => {
    const small = nodes.filter(({ gpus }) => gpus !== 8);
    expect(small.map(({ name, gpus }) => [name, gpus])).toEqual([
      ['gpu-v100-063', 4],
      ['gpu-a100-80-013', 4],
    ]);
  });

  it.each(['V100-16', 'A100-40', 'A100-80'] as const)('share out %s as 50/40/10, to within half a node', (model) => {
    const total = gpusOf(nodes, model);
    for (const [type, share] of [
      ['reserved', 0.5],
      ['spot', 0.4],
      ['on-demand', 0.1],
    ] as const) {
      expect(Math.abs(gpusOf(nodes, model, type) - total * share)).toBeLessThanOrEqual(4);
    }
  });

  it('share out A100-40 exactly, because whole nodes permit it', () => {
    expect(gpusOf(nodes, 'A100-40', 'reserved')).toBe(200);
    expect(gpusOf(nodes, 'A100-40', 'spot')).toBe(160);
    expect(gpusOf(nodes, 'A100-40', 'on-demand')).toBe(40);
  });

  it('have names of their own, and the same ones every time', () => {
    expect(new Set(nodes.map(({ name }) => name)).size).toBe(nodes.length);
    expect(simulatedNodes()).toEqual(nodes);
  });

  it('become fewer with the scale, and keep every model', () => {
    const tenth = simulatedNodes(0.1);
    expect(gpusOf(tenth, 'V100-16')).toBe(52);
    expect(gpusOf(tenth, 'A100-40')).toBe(40);
    expect(gpusOf(simulatedNodes(0.001), 'H100')).toBe(4);
    expect(simulatedNodes(0)).toEqual([]);
  });

  it.each([-0.1, 1.1, Number.NaN])('refuse the scale %s', (scale) => {
    expect(() => simulatedNodes(scale)).toThrow(RangeError);
  });
});

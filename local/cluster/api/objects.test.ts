import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, it } from 'vitest';
import { objectPath, parseObjects } from './objects.ts';

it('reads every document of a file and skips empty ones', () => {
  const text = '# nothing\n---\napiVersion: v1\nkind: Namespace\nmetadata: {name: a}\n---\n';
  expect(parseObjects(text)).toEqual([{ apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'a' } }]);
});

it('refuses what is no object', () => {
  expect(() => parseObjects('kind: Namespace')).toThrow('no Kubernetes object');
  expect(() => parseObjects('a: [')).toThrow();
});

it('knows where objects live', () => {
  const role = { apiVersion: 'rbac.authorization.k8s.io/v1', metadata: { name: 'r' } };
  expect(objectPath({ ...role, kind: 'ClusterRole' })).toBe('/apis/rbac.authorization.k8s.io/v1/clusterroles/r');
  expect(objectPath({ ...role, kind: 'Role', metadata: { name: 'r', namespace: 'n' } })).toBe(
    '/apis/rbac.authorization.k8s.io/v1/namespaces/n/roles/r',
  );
  expect(objectPath({ apiVersion: 'v1', kind: 'Node', metadata: { name: 'n' } })).toBe('/api/v1/nodes/n');
  expect(() => objectPath({ ...role, kind: 'Gadget' })).toThrow('Gadget');
});

it.each(['portal.yaml', 'people.yaml'])('can apply deploy/rbac/%s', async (file) => {
  const text = await readFile(path.join(import.meta.dirname, '../../../deploy/rbac', file), 'utf8');
  const objects = parseObjects(text);
  expect(objects.length).toBeGreaterThan(1);
  for (const object of objects) expect(objectPath(object)).toContain(object.metadata.name);
});

import { expect, test } from 'vitest';
import { checkPrerequisites, type MachineFacts } from './prerequisites.ts';

const python = {
  executable: '/usr/bin/python3',
  prefix: '/usr',
  stdlib: '/usr/lib/python3.11',
  version: '3.11',
  recent: true,
};
const complete: MachineFacts = {
  platform: 'linux',
  userId: 0,
  missingPrograms: [],
  cniPlugins: '/usr/lib/cni',
  python,
};

test('a complete machine has a real node', () => {
  expect(checkPrerequisites(complete)).toEqual({ python, cniPlugins: '/usr/lib/cni' });
});

test.each([
  ['another system', { platform: 'darwin' }, 'need Linux'],
  ['another user', { userId: 1000 }, 'need root'],
  [
    'no containerd',
    { missingPrograms: ['containerd', 'runc'] },
    'Missing: containerd, runc. On Debian: apt-get install',
  ],
  ['no plug-ins', { cniPlugins: null }, 'Missing: CNI plug-ins.'],
  ['no Python', { python: null }, 'Missing: python3 3.10 or newer.'],
])('%s is told with what to do', (_name, facts, reason) => {
  expect(checkPrerequisites({ ...complete, ...facts })).toEqual({ missing: expect.stringContaining(reason) });
});

import { expect, test } from 'vitest';
import { missingSystemPackages, systemPackages } from './system-packages.ts';

test('nothing is missing where everything is there', () => {
  expect(missingSystemPackages(() => true)).toEqual([]);
});

test('everything is missing on an empty machine', () => {
  expect(missingSystemPackages(() => false)).toEqual(systemPackages.map(({ name }) => name));
});

test('one of several places is enough', () => {
  const has = (shownBy: string) => shownBy === '/opt/cni/bin/bridge';
  expect(missingSystemPackages(has)).not.toContain('containernetworking-plugins');
});

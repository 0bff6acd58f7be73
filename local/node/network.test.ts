import { expect, test } from 'vitest';
import { chooseSubnet } from './network.ts';

test('takes the first network when nothing is in the way', () => {
  expect(chooseSubnet(['default', '192.0.2.0/24', '127.0.0.0/8', '10.244.0.0/16'])).toEqual({
    cidr: '10.245.0.0/24',
    gateway: '10.245.0.1',
  });
});

test.each([
  ['the same network', ['10.245.0.0/24'], '10.245.1.0/24'],
  ['one address of it', ['10.245.0.77'], '10.245.1.0/24'],
  ['a part of it and of the next', ['10.245.0.128/25', '10.245.1.0/30'], '10.245.2.0/24'],
  ['a wider one', ['10.245.0.0/22'], '10.245.4.0/24'],
  ['a VPN over all of 10', ['10.0.0.0/8'], '172.29.0.0/24'],
  ['all but the last range', ['10.0.0.0/8', '172.16.0.0/12'], '192.168.200.0/24'],
])('avoids %s', (_name, taken, cidr) => {
  expect(chooseSubnet(taken).cidr).toBe(cidr);
});

test('says so when nothing is free', () => {
  expect(() => chooseSubnet(['0.0.0.0/0'])).toThrow('no private network is free');
});

import { expect, test } from 'vitest';
import { parseLdd } from './shared-libraries.ts';

test('finds libraries and loader, and leaves out what the kernel provides', () => {
  const output = `\tlinux-vdso.so.1 (0x00007f1d08d60000)
\tlibpython3.11.so.1.0 => /opt/my python/lib/libpython3.11.so.1.0 (0x00007f1d08600000)
\tlibc.so.6 => /lib/x86_64-linux-gnu/libc.so.6 (0x00007f1d0841e000)
\t/lib64/ld-linux-x86-64.so.2 (0x00007f1d08d62000)
`;
  expect(parseLdd(output)).toEqual({
    loader: '/lib64/ld-linux-x86-64.so.2',
    libraries: new Map([
      ['libpython3.11.so.1.0', '/opt/my python/lib/libpython3.11.so.1.0'],
      ['libc.so.6', '/lib/x86_64-linux-gnu/libc.so.6'],
    ]),
  });
});

test('names the library that is missing', () => {
  expect(() => parseLdd('\tlibstdc++.so.6 => not found\n')).toThrow('libstdc++.so.6 is not found');
});

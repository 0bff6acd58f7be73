import { gzipSync } from 'node:zlib';
import { chromium } from '@playwright/test';
import { signIn } from '#e2e/fixtures/sign-in.ts';
import { head, line } from './lib/measure.ts';
import { openPortal } from './lib/portal.ts';

// What the home page costs a browser with an empty cache: JavaScript (gzip) and the largest contentful paint.
const runs = 15;
const { portal } = await openPortal('alice@example.com');
const { cookies } = await signIn(portal, 'alice@example.com');
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM_PATH ?? '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-gpu', '--no-first-run', '--disable-background-networking'],
});
const paints: number[] = [];
const scripts = new Map<string, number>();
// The first one is not counted: it warms up the server.
for (let run = -1; run < runs; run += 1) {
  const context = await browser.newContext();
  await context.addCookies(cookies);
  const page = await context.newPage();
  const bodies: Promise<void>[] = [];
  page.on('response', (response) => {
    if (run !== 0 || response.request().resourceType() !== 'script') return;
    bodies.push(response.body().then((body) => void scripts.set(response.url(), gzipSync(body).length)));
  });
  await page.goto(portal, { waitUntil: 'networkidle' });
  await Promise.all(bodies);
  const paint = await page.evaluate(
    () =>
      new Promise<number>((resolve) => {
        const observer = new PerformanceObserver((list) => resolve(list.getEntries().at(-1)?.startTime ?? Number.NaN));
        observer.observe({ type: 'largest-contentful-paint', buffered: true });
      }),
  );
  if (run >= 0) paints.push(paint);
  await context.close();
}
await browser.close();
const bytes = [...scripts.values()].reduce((sum, size) => sum + size, 0);
console.log(`JavaScript of the home page: ${(bytes / 1024).toFixed(1)} KiB gzip in ${scripts.size} files`);
console.log(head(`${runs} cold loads`));
console.log(line('  largest contentful paint', paints));
process.exit(0);

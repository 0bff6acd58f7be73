import { z } from 'zod';

/** Counts of one runner. */
export interface Tally {
  passed: number;
  failed: number;
  skipped: number;
}

export const none: Tally = { passed: 0, failed: 0, skipped: 0 };

/** Sums the counts of several runners. */
export function sum(tallies: readonly Tally[]): Tally {
  return tallies.reduce(
    (total, t) => ({
      passed: total.passed + t.passed,
      failed: total.failed + t.failed,
      skipped: total.skipped + t.skipped,
    }),
    none,
  );
}

/** The run's closing line: `N passed, N failed, N skipped`. */
export const closingLine = ({ passed, failed, skipped }: Tally): string =>
  `${passed} passed, ${failed} failed, ${skipped} skipped`;

const vitestReport = z.object({
  numPassedTests: z.int(),
  numFailedTests: z.int(),
  numPendingTests: z.int(),
  numTodoTests: z.int(),
  testResults: z.array(z.object({ status: z.string(), assertionResults: z.array(z.unknown()) })),
});

/**
 * Reads vitest's JSON report. A file that could not even be loaded counts as one failure.
 * @throws ZodError when it is no such report
 */
export function tallyVitest(report: unknown): Tally {
  const { numPassedTests, numFailedTests, numPendingTests, numTodoTests, testResults } = vitestReport.parse(report);
  const broken = testResults.filter((file) => file.status === 'failed' && file.assertionResults.length === 0).length;
  return { passed: numPassedTests, failed: numFailedTests + broken, skipped: numPendingTests + numTodoTests };
}

const playwrightReport = z.object({
  stats: z.object({ expected: z.int(), unexpected: z.int(), flaky: z.int(), skipped: z.int() }),
  errors: z.array(z.unknown()).default([]),
});

/** Reads Playwright's JSON report; a flaky test (failed, then passed) counts as failed. */
export function tallyPlaywright(report: unknown): Tally {
  const { stats, errors } = playwrightReport.parse(report);
  return { passed: stats.expected, failed: stats.unexpected + stats.flaky + errors.length, skipped: stats.skipped };
}

/** Reads what Python's unittest prints at its end (`Ran 5 tests …`, `FAILED (failures=1, errors=1, skipped=2)`). */
export function tallyUnittest(output: string): Tally {
  const ran = /^Ran (\d+) tests? in /m.exec(output);
  if (!ran) return { passed: 0, failed: 1, skipped: 0 };
  const count = (name: string) => Number(new RegExp(`\\b${name}=(\\d+)`).exec(output)?.[1] ?? 0);
  const failed = count('failures') + count('errors');
  const skipped = count('skipped');
  return { passed: Number(ran[1]) - failed - skipped, failed, skipped };
}

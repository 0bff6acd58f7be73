import { expect, test } from 'vitest';
import { closingLine, sum, tallyPlaywright, tallyUnittest, tallyVitest } from './tally.ts';

test('the counts of all runners add up in the closing line', () => {
  const vitest = tallyVitest({
    numPassedTests: 10,
    numFailedTests: 1,
    numPendingTests: 2,
    numTodoTests: 0,
    testResults: [
      { status: 'failed', assertionResults: [] },
      { status: 'passed', assertionResults: [{}] },
    ],
  });
  const playwright = tallyPlaywright({ stats: { expected: 3, unexpected: 0, flaky: 1, skipped: 0 }, errors: [] });
  const unittest = tallyUnittest('Ran 4 tests in 0.1s\n\nFAILED (failures=1, skipped=1)\n');
  expect(closingLine(sum([vitest, playwright, unittest]))).toBe('15 passed, 4 failed, 3 skipped');
});

test('a runner that died before counting is a failure', () => {
  expect(tallyUnittest('Traceback: no module')).toEqual({ passed: 0, failed: 1, skipped: 0 });
  expect(() => tallyVitest({})).toThrow();
});

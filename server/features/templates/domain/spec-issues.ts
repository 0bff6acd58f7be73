import type { z } from 'zod';

/** @returns what is wrong with a value of a job, as people say it ("at most 256") */
export function issueInWords(issue: z.core.$ZodIssue): string {
  switch (issue.code) {
    case 'too_big':
      return `at most ${issue.maximum}${issue.origin === 'string' ? ' characters' : ''}`;
    case 'too_small':
      return `at least ${issue.minimum}${issue.origin === 'string' ? ' characters' : ''}`;
    case 'invalid_type':
      return `must be ${kinds[issue.expected] ?? issue.expected}`;
    case 'invalid_format':
      return issue.message.startsWith('Invalid') ? 'does not have the right form' : `must be ${issue.message}`;
    default:
      return issue.message;
  }
}

const kinds: Record<string, string> = { int: 'a whole number', number: 'a number', string: 'text' };

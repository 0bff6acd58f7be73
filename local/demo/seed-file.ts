import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { stringify } from 'yaml';
import type { Person } from '../identity/people.ts';
import { createOrganisation } from './organisation.ts';

const seed = 2_026;
const lineWidth = 120;
const header = '# Made by `node local/demo/seed-file.ts`. Change local/demo/organisation.ts, not this file.\n';

/** Path of the committed seed file. */
export const seedFile = fileURLToPath(new URL('./organisation.yaml', import.meta.url));

/** What the seed file has to hold: a line for each team and each person, empty lists left out. */
export function seedText(): string {
  const { teams, people } = createOrganisation(seed);
  const lines = [...section('teams', teams), ...section('people', people)];
  return `${header}${lines.join('\n')}\n`;
}

function section(name: string, items: readonly object[]): string[] {
  return [`${name}:`, ...items.map(toItem)];
}

function toItem(item: object): string {
  const filled = Object.fromEntries(
    Object.entries(item).filter(([, value]) => !Array.isArray(value) || value.length > 0),
  );
  // JSON's brackets, YAML's bare words.
  const flow = stringify(filled, { collectionStyle: 'flow', lineWidth: 0 }).trimEnd();
  const line = `  - ${flow.replaceAll('[ ', '[').replaceAll(' ]', ']')}`;
  if (line.length <= lineWidth) return line;
  const block = stringify([filled], { lineWidth: 0 }).trimEnd();
  return block.replace(/^/gm, '  ');
}

/** Everybody in the demo organisation; the demo people come first. */
export function seedPeople(): Person[] {
  return createOrganisation(seed).people;
}

/** Whether the committed seed file is what the generator makes. */
export function isSeedFileCurrent(): boolean {
  return readFileSync(seedFile, 'utf8') === seedText();
}

if (import.meta.main) writeFileSync(seedFile, seedText());

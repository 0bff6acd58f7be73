import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { Document, isMap, visit } from 'yaml';
import type { Person } from '../identity/people.ts';
import { createOrganisation } from './organisation.ts';

const seed = 2_026;
const header = '# Made by `node local/demo/seed-file.ts`. Change local/demo/organisation.ts, not this file.\n';

/** Path of the committed seed file. */
export const seedFile = fileURLToPath(new URL('./organisation.yaml', import.meta.url));

/** What the seed file has to hold. */
export function seedText(): string {
  const document = new Document(createOrganisation(seed));
  visit(document, {
    // One line for each team and each person.
    Map(_key, map, path) {
      if (path.length > 1 && isMap(map)) map.flow = true;
    },
  });
  return header + document.toString({ lineWidth: 0 });
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

import { describe, expect, it } from 'vitest';
import { demoPeople } from '../identity/people.ts';
import { createOrganisation } from './organisation.ts';
import { isSeedFileCurrent } from './seed-file.ts';

const { teams, people } = createOrganisation(2_026);

describe('the demo organisation', () => {
  it('has 50 teams and 500 people, each once', () => {
    expect(new Set(teams.map((team) => team.slug)).size).toBe(50);
    expect(new Set(teams.map((team) => team.name)).size).toBe(50);
    expect(new Set(people.map((person) => person.email)).size).toBe(500);
  });

  it('guarantees no more than the 1,000 GPUs there are, and less than the maximum of each team', () => {
    const guaranteed = teams.reduce((sum, team) => sum + team.guaranteed, 0);
    expect(guaranteed).toBeLessThanOrEqual(1_000);
    for (const team of teams) expect(team.max).toBeGreaterThanOrEqual(team.guaranteed);
    for (const team of teams) expect(team.weight).toBeGreaterThan(0);
  });

  it.each([
    ['nlp', 100, 250, 20],
    ['cv', 150, 300, 30],
    ['recsys', 80, 150, 15],
  ])('gives %s %i guaranteed, %i at most, weight %i', (slug, guaranteed, max, weight) => {
    expect(teams.find((team) => team.slug === slug)).toMatchObject({ guaranteed, max, weight });
  });

  it('has a lead in every team, and members only of teams that exist', () => {
    const memberships = people.flatMap((person) => person.memberships);
    const leads = new Set(memberships.filter((entry) => entry.role === 'lead').map((entry) => entry.team));
    expect(leads.size).toBe(teams.length);
    expect(new Set(memberships.map((entry) => entry.team)).size).toBe(teams.length);
  });

  it('begins with the demo people as they are', () => {
    expect(people.slice(0, demoPeople.length)).toEqual(demoPeople);
  });

  it('uses names that are DNS labels with room for the prefix of a namespace', () => {
    for (const team of teams) expect(team.slug).toMatch(/^[a-z]([a-z0-9-]{0,38}[a-z0-9])?$/);
  });

  it('is the same for the same seed and another for another', () => {
    expect(createOrganisation(7)).toEqual(createOrganisation(7));
    expect(createOrganisation(8)).not.toEqual(createOrganisation(7));
  });

  it('stands in the committed seed file', () => {
    expect(isSeedFileCurrent()).toBe(true);
  });
});

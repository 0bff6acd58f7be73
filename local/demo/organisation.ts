import { demoPeople, type Person, type TeamRole } from '../identity/people.ts';
import { firstNames, lastNames, otherTeams } from './names.ts';
import { randomFrom } from './random.ts';

export interface Team {
  slug: string;
  name: string;
  /** GPUs the team can always get back. */
  guaranteed: number;
  /** GPUs the team may hold at most, borrowed ones included. */
  max: number;
  /** Share of what is left over, relative to other teams. */
  weight: number;
}

export interface Organisation {
  teams: Team[];
  people: Person[];
}

const peopleCount = 500;
/** With the known teams' 330, all guarantees stay below the cluster's 1,000 GPUs. */
const guaranteedGpusOfOthers = 660;
const relativeSizes = [4, 6, 8, 8, 10, 12, 12, 16, 16, 20, 24];

const knownTeams: readonly Team[] = [
  { slug: 'nlp', name: 'Natural Language', guaranteed: 100, max: 250, weight: 20 },
  { slug: 'cv', name: 'Computer Vision', guaranteed: 150, max: 300, weight: 30 },
  { slug: 'recsys', name: 'Recommendations', guaranteed: 80, max: 150, weight: 15 },
];

/**
 * The demo organisation: 50 teams and 500 people, the demo people first among them.
 * @param seed the same number gives the same organisation
 */
export function createOrganisation(seed: number): Organisation {
  const random = randomFrom(seed);
  const teams = [...knownTeams, ...createOtherTeams(random)];
  const people = demoPeople.map((person) => structuredClone(person));
  const emails = new Set(people.map((person) => person.email));
  const leads = new Set(
    people.flatMap((person) => person.memberships.filter((m) => m.role === 'lead').map((m) => m.team)),
  );
  const leaderless = teams.filter((team) => !leads.has(team.slug));
  while (people.length < peopleCount) {
    const name = `${random.pick(firstNames)} ${random.pick(lastNames)}`;
    const email = `${name.toLowerCase().replace(' ', '.')}@example.com`;
    if (emails.has(email)) continue;
    emails.add(email);
    people.push({ email, name, platformRoles: [], memberships: memberships(teams, leaderless.shift(), random) });
  }
  return { teams, people };
}

type Random = ReturnType<typeof randomFrom>;

function createOtherTeams(random: Random): Team[] {
  const sized = otherTeams.map(([slug, name]) => ({ slug, name, size: random.pick(relativeSizes) }));
  const total = sized.reduce((sum, team) => sum + team.size, 0);
  return sized.map(({ slug, name, size }) => {
    // Rounded down to even numbers, so that the sum stays within what there is to give.
    const guaranteed = Math.floor((guaranteedGpusOfOthers * size) / total / 2) * 2;
    const max = Math.ceil((guaranteed * (2 + random.next() * 2)) / 4) * 4;
    return { slug, name, guaranteed, max, weight: Math.max(1, Math.round(guaranteed / 4) + random.integer(0, 2)) };
  });
}

// A person leads the team that still lacks a lead; the others join a team, the larger ones more often.
function memberships(teams: readonly Team[], toLead: Team | undefined, random: Random): Person['memberships'] {
  if (toLead) return [{ team: toLead.slug, role: 'lead' }];
  const home = byWeight(teams, random);
  const own = [{ team: home.slug, role: randomRole(random) }];
  if (random.next() > 0.12) return own;
  const second = byWeight(teams, random);
  return second === home ? own : [...own, { team: second.slug, role: 'viewer' }];
}

function randomRole(random: Random): TeamRole {
  const roll = random.next();
  if (roll < 0.06) return 'lead';
  return roll < 0.18 ? 'viewer' : 'member';
}

function byWeight(teams: readonly Team[], random: Random): Team {
  let left = random.next() * teams.reduce((sum, team) => sum + team.weight, 0);
  for (const team of teams) {
    left -= team.weight;
    if (left < 0) return team;
  }
  return random.pick(teams);
}

import { existsSync, readFileSync, realpathSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { findCommand } from '../lib/commands.ts';

/** How to run PostgreSQL's programs, which refuse to run as root. */
export interface Account {
  /** Set where the program is to be started as someone else. */
  uid?: number;
  gid?: number;
  /** Whom the data folder has to belong to, where that is not the caller. */
  owner?: { uid: number; gid: number };
  /** Turns a command into the one to start. */
  wrap(command: string, args: string[]): { command: string; args: string[] };
}

const plain: Account = { wrap: (command, args) => ({ command, args }) };
const candidates = ['postgres', 'nobody'];

/**
 * Chooses the account PostgreSQL runs as: the caller's own, or where that is root, the owner of
 * existing data, else the system's `postgres`, else `nobody`. No user is created on the system.
 * @param folders what that account has to reach
 * @param data the data folder, which may not exist yet
 * @throws Error when root can neither use a folder nor lend the right to pass its parents
 */
export function chooseAccount(folders: readonly string[], data: string): Account {
  if (process.getuid?.() !== 0) return plain;
  const { uid, gid } = existsSync(data) ? statSync(data) : systemAccount();
  const closed = folders.flatMap(parents).find((folder) => !othersMayPass(folder, uid));
  if (closed === undefined) return { ...plain, uid, gid, owner: { uid, gid } };
  const setpriv = findCommand('setpriv');
  if (setpriv === null)
    throw new Error(
      `PostgreSQL does not run as root, and its user cannot pass ${closed}. Set MLPLATFORM_HOME and the project to folders everyone may pass, run as another user, or set DATABASE_URL.`,
    );
  // A home such as /root is closed to others: the right to search folders alone is lent.
  const lend = ['--clear-groups', '--inh-caps=+dac_read_search', '--ambient-caps=+dac_read_search'];
  return {
    owner: { uid, gid },
    wrap: (command, args) => ({
      command: setpriv,
      args: [`--reuid=${uid}`, `--regid=${gid}`, ...lend, '--', command, ...args],
    }),
  };
}

function systemAccount(): { uid: number; gid: number } {
  const users = readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .map((line) => line.split(':'));
  for (const name of candidates) {
    const user = users.find((fields) => fields[0] === name);
    if (user) return { uid: Number(user[2]), gid: Number(user[3]) };
  }
  throw new Error('PostgreSQL does not run as root, and there is neither a user postgres nor nobody.');
}

function parents(folder: string): string[] {
  const line = [];
  for (let at = realpathSync(folder); ; at = dirname(at)) {
    line.push(at);
    if (at === dirname(at)) return line;
  }
}

function othersMayPass(folder: string, uid: number): boolean {
  const { mode, uid: owner } = statSync(folder);
  return owner === uid || (mode & 0o001) !== 0;
}

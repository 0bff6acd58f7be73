import { isAlive, listProcesses, type ProcessIdentity } from './processes.ts';

const pollMs = 1_000;

/**
 * Calls back once when the process that started this one is gone: the bootstrap, which holds a
 * channel, or the npm above it. A launcher started without npm may outlive its parent.
 * @returns a function that ends the watch
 */
export function watchParents(onGone: (what: string) => void): () => void {
  const npm = process.env.npm_lifecycle_event === undefined ? [] : ancestorsToNpm();
  const done = new AbortController();
  const gone = (what: string): void => {
    if (done.signal.aborted) return;
    stop();
    onGone(what);
  };
  const onDisconnect = (): void => gone('the process that started the launcher');
  const timer = setInterval(() => {
    if (!npm.every(isAlive)) gone('npm');
  }, pollMs);
  timer.unref();
  process.on('disconnect', onDisconnect);
  process.channel?.unref();

  function stop(): void {
    done.abort();
    clearInterval(timer);
    process.off('disconnect', onDisconnect);
  }
  return stop;
}

function ancestorsToNpm(): ProcessIdentity[] {
  const all = new Map(listProcesses().map((entry) => [entry.pid, entry]));
  const line = [];
  for (let at = all.get(process.ppid); at; at = all.get(at.ppid)) {
    line.push(at);
    if (/\bnpm(-cli\.js)?\b/.test(at.command.split(' ').slice(0, 2).join(' '))) return line;
  }
  return [];
}

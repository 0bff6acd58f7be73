/** A launcher for tests: `node launcher.ts <home> <marker>`. Prints its children's numbers, then waits to be killed. */
import { createSupervisor } from '../supervisor.ts';

const [, , home = '', marker = ''] = process.argv;
const supervisor = await createSupervisor({ home });
// The last one leaves its session and its parent, as containerd's shims do.
const script = `(setsid sleep 600 &) ; sleep 601 & exec sleep 602`;
const family = await supervisor.start({ name: 'family', command: '/bin/sh', args: ['-c', script] });
// Deaf to everything but SIGKILL, and with nothing of its environment left.
const deaf = `trap '' TERM INT HUP; exec env -i /bin/sh -c 'while :; do sleep 0.1; done' ${marker}`;
await supervisor.addCleanup({ kind: 'kill-matching', text: marker });
const stubborn = await supervisor.start({ name: 'stubborn', command: '/bin/sh', args: ['-c', deaf] });
await supervisor.addCleanup({ kind: 'run', command: '/bin/sh', args: ['-c', `echo cleaned > '${home}/cleaned'`] });
process.stdout.write(`${JSON.stringify([family.pid, stubborn.pid])}\n`);
setInterval(() => undefined, 60_000);

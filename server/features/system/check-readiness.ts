import type { Db } from '#db/client.ts';
import type { Kubernetes } from '#server/adapters/kubernetes/port.ts';
import { messageOf } from '#server/lib/errors.ts';
import { listComponents } from './list-components.ts';

interface ComponentReadiness {
  state: string;
  /** Seconds since this was last known to be so. */
  ageSeconds: number;
  detail: string;
}

export interface Readiness {
  status: 'ready' | 'not_ready';
  components: Record<string, ComponentReadiness>;
}

/**
 * Asks every part for its state. The portal is ready when its database answers: with Kubernetes away
 * it still shows the last state and accepts jobs.
 *
 * @param parts composes the process; may throw while PostgreSQL is away
 */
export async function checkReadiness(parts: () => Promise<{ db: Db; kubernetes: Kubernetes }>): Promise<Readiness> {
  const now = Date.now();
  try {
    const { db, kubernetes } = await parts();
    const components: Record<string, ComponentReadiness> = {};
    for (const { name, state, detail, observedAt } of (await listComponents(db)).components) {
      components[name] = { state, ageSeconds: seconds(now, observedAt), detail };
    }
    const { state, since, detail } = kubernetes.status();
    components['kubernetes-from-web'] = { state, ageSeconds: seconds(now, since), detail };
    components.database = { state: 'connected', ageSeconds: 0, detail: '' };
    return { status: 'ready', components };
  } catch (error) {
    return {
      status: 'not_ready',
      components: { database: { state: 'unreachable', ageSeconds: 0, detail: messageOf(error).slice(0, 200) } },
    };
  }
}

const seconds = (now: number, then: Date) => Math.max(0, Math.round((now - then.getTime()) / 1000));

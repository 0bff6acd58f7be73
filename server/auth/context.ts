import type { Db } from '#db/client.ts';
import type { Kubernetes } from '#server/adapters/kubernetes/port.ts';
import type { LogStore } from '#server/adapters/storage/port.ts';
import { AppError } from '#server/lib/errors.ts';
import type { Logger } from '#server/lib/logger.ts';
import { type Action, type Actor, can, type Resource } from './permissions.ts';

/** What every use case may touch; nothing else is reached for. Tests pass a rolled-back transaction and fakes. */
export interface Context {
  actor: Actor;
  db: Db;
  /** The current time; the only clock. */
  now: () => Date;
  kubernetes: Kubernetes;
  logs: LogStore;
  queue: WorkQueue;
  log: Logger;
  requestId: string;
}

/** Background work that the worker does; sent inside the transaction of the rows it belongs to. */
export interface WorkQueue {
  send<N extends keyof WorkPayloads>(tx: Db, name: N, payload: WorkPayloads[N]): Promise<void>;
}

/** Every kind of background work and what it needs to know. */
export interface WorkPayloads {
  'apply-job': { jobId: string };
  'apply-team': { teamId: string };
}

/** @throws AppError `forbidden` unless the actor may do it */
export function authorize(ctx: Pick<Context, 'actor'>, action: Action, resource: Resource = {}): void {
  if (can(ctx.actor, action, resource)) return;
  throw new AppError('forbidden', 'You do not have the role this needs.', {
    logMessage: `${ctx.actor.email} may not ${action} on ${JSON.stringify(resource)}`,
  });
}

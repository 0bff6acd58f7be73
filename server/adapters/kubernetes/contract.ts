import { v7 } from 'uuid';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { contractTeam } from './contract-team.ts';
import { GPU_RESOURCE, JOB_ID_LABEL, MANAGED_LABEL } from './metadata.ts';
import { type Impersonation, type Kubernetes, KubernetesRefused, type WatchedKinds } from './port.ts';
import type { VolcanoJob } from './types.ts';

const admin: Impersonation = { user: 'admin@example.com', groups: ['mlplatform:admin'] };

/**
 * What every Kubernetes does, the real one and the fake. Registers vitest tests.
 * @param open gives one to test, and closes it
 */
export function kubernetesContract(open: () => Promise<{ kubernetes: Kubernetes; close: () => Promise<void> }>): void {
  describe('Kubernetes', () => {
    const slug = `t${v7().slice(-10)}`;
    const namespace = `team-${slug}`;
    const member: Impersonation = { user: 'anna@example.com', groups: [`mlplatform:team:${slug}:member`] };
    const stranger: Impersonation = { user: 'eve@example.com', groups: ['mlplatform:team:other:member'] };
    const viewer: Impersonation = { user: 'vera@example.com', groups: [`mlplatform:team:${slug}:viewer`] };
    let kubernetes: Kubernetes;
    let close: () => Promise<void>;
    beforeAll(async () => {
      ({ kubernetes, close } = await open());
      await kubernetes.apply(admin, contractTeam(slug, 3));
      // The queue and the rights have to reach the webhook's and the authoriser's caches.
      await vi.waitFor(() => kubernetes.createJob(member, job('probe', v7()), { dryRun: true }), waiting);
    });
    afterAll(() => close());

    const job = (name: string, id: string): VolcanoJob => exampleJob(namespace, slug, name, id);
    const unique = (name: string) => `${name}-${v7().slice(-8)}`;

    test('applying a team twice is harmless, and changes what changed', async () => {
      await kubernetes.apply(admin, contractTeam(slug, 3));
      expect((await kubernetes.getQueue(slug))?.spec).toMatchObject({ weight: 3, deserved: { [GPU_RESOURCE]: '4' } });
      await kubernetes.apply(admin, contractTeam(slug, 5));
      expect((await kubernetes.getQueue(slug))?.spec).toMatchObject({ weight: 5, capability: { [GPU_RESOURCE]: '8' } });
    });

    test('only administrators apply', async () => {
      await expect(kubernetes.apply(member, contractTeam(slug, 3))).rejects.toMatchObject({ status: 403 });
    });

    test('what is not there is null', async () => {
      expect(await kubernetes.getQueue('no-such-queue')).toBeNull();
      expect(await kubernetes.getJob(namespace, 'no-such-job')).toBeNull();
    });

    test('a job is created once, however often it is asked for', async () => {
      const name = unique('once');
      const id = v7();
      const first = await kubernetes.createJob(member, job(name, id));
      const second = await kubernetes.createJob(member, job(name, id));
      expect(first.metadata.uid).toBeTruthy();
      expect(second.metadata.uid).toBe(first.metadata.uid);
      expect((await kubernetes.getJob(namespace, name))?.metadata.uid).toBe(first.metadata.uid);
    });

    test('a foreign job of the same name is a refusal', async () => {
      const name = unique('mine');
      await kubernetes.createJob(member, job(name, v7()));
      const refused = kubernetes.createJob(member, job(name, v7()));
      await expect(refused).rejects.toBeInstanceOf(KubernetesRefused);
      await expect(refused).rejects.toMatchObject({ status: 409, reason: 'AlreadyExists' });
    });

    test('a dry run creates nothing', async () => {
      const name = unique('dry');
      await kubernetes.createJob(member, job(name, v7()), { dryRun: true });
      expect(await kubernetes.getJob(namespace, name)).toBeNull();
    });

    test('strangers and viewers may neither create nor stop', async () => {
      const name = unique('own');
      const created = await kubernetes.createJob(member, job(name, v7()));
      const target = { namespace, name, uid: created.metadata.uid ?? '' };
      for (const as of [stranger, viewer]) {
        await expect(kubernetes.createJob(as, job(unique('x'), v7()))).rejects.toMatchObject({ status: 403 });
        await expect(kubernetes.stopJob(as, target)).rejects.toMatchObject({ status: 403 });
      }
    });

    test('a namespace that is not there is a refusal', async () => {
      const elsewhere = exampleJob('team-nowhere', slug, 'x', v7());
      const as = { user: 'anna@example.com', groups: ['mlplatform:team:nowhere:member'] };
      await expect(kubernetes.createJob(as, elsewhere)).rejects.toBeInstanceOf(KubernetesRefused);
    });

    test('a stopped job ends as aborted; stopping again is harmless', async () => {
      const name = unique('stop');
      const created = await kubernetes.createJob(member, job(name, v7()));
      const target = { namespace, name, uid: created.metadata.uid ?? '' };
      await kubernetes.stopJob(member, target);
      await kubernetes.stopJob(member, target);
      await vi.waitFor(async () => {
        expect((await kubernetes.getJob(namespace, name))?.status?.state?.phase).toBe('Aborted');
      }, waiting);
      await kubernetes.stopJob(admin, target);
    });

    test('a job is deleted by its uid, and only by that', async () => {
      const name = unique('delete');
      const created = await kubernetes.createJob(member, job(name, v7()));
      await kubernetes.deleteJob(admin, { namespace, name, uid: v7() });
      expect(await kubernetes.getJob(namespace, name)).not.toBeNull();
      const target = { namespace, name, uid: created.metadata.uid ?? '' };
      await kubernetes.deleteJob(admin, target);
      await vi.waitFor(async () => expect(await kubernetes.getJob(namespace, name)).toBeNull(), waiting);
      await kubernetes.deleteJob(admin, target);
    });

    test('a watch lists what is there and hears what changes', async () => {
      const before = unique('before');
      await kubernetes.createJob(member, job(before, v7()));
      const seen = new Map<string, string | undefined>();
      const ends = new AbortController();
      const note = (object: WatchedKinds['job']) => seen.set(object.metadata.name, object.status?.state?.phase);
      const listed = vi.fn((objects: readonly WatchedKinds['job'][]) => objects.forEach(note));
      kubernetes.watch('job', { listed, changed: note, deleted: (o) => seen.delete(o.metadata.name) }, ends.signal);
      await vi.waitFor(() => expect(seen.has(before)).toBe(true), waiting);
      const after = unique('after');
      const created = await kubernetes.createJob(member, job(after, v7()));
      await vi.waitFor(() => expect(seen.has(after)).toBe(true), waiting);
      await kubernetes.stopJob(member, { namespace, name: after, uid: created.metadata.uid ?? '' });
      await vi.waitFor(() => expect(seen.get(after)).toBe('Aborted'), waiting);
      ends.abort();
      expect(listed).toHaveBeenCalledOnce();
      expect(kubernetes.watchAges().job).toBeLessThan(60);
    });

    test('the log of a pod that is not there is a refusal', async () => {
      const read = async () => {
        const pod = { namespace, name: 'no-such-pod' };
        for await (const _ of kubernetes.podLogs(pod, { follow: false, signal: new AbortController().signal }));
      };
      await expect(read()).rejects.toMatchObject({ status: 404 });
    });

    test('it says that it is connected', () => {
      expect(kubernetes.status().state).toBe('connected');
    });
  });
}

const waiting = { timeout: 30_000, interval: 100 };

function exampleJob(namespace: string, queue: string, name: string, id: string): VolcanoJob {
  const labels = { [MANAGED_LABEL]: 'true', [JOB_ID_LABEL]: id };
  const resources = { limits: { cpu: '1', memory: '1Gi' }, requests: { cpu: '1', memory: '1Gi' } };
  const containers = [{ name: 'main', image: 'example/train:1', command: ['python', 'train.py'], resources }];
  return {
    apiVersion: 'batch.volcano.sh/v1alpha1',
    kind: 'Job',
    metadata: { name, namespace, labels },
    spec: {
      schedulerName: 'volcano',
      queue,
      minAvailable: 1,
      tasks: [
        {
          name: 'worker',
          replicas: 1,
          template: { metadata: { labels }, spec: { containers, restartPolicy: 'Never' } },
        },
      ],
    },
  };
}

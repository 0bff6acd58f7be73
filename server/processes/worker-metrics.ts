import { createServer, type Server } from 'node:http';
import { collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import type { Kubernetes } from '#server/adapters/kubernetes/port.ts';

/** What the worker counts about itself. */
export interface WorkerMetrics {
  leading: (is: boolean) => void;
  projected: (seconds: number) => void;
  applied: (seconds: number) => void;
  /** Serves `/metrics` and `/health` (200 while `healthy` says so) on a port of 127.0.0.1. */
  serve: (port: number, healthy: () => boolean) => Promise<Server>;
}

/** Makes the worker's Prometheus metrics; none has a label without a bound. */
export function createWorkerMetrics(kubernetes: Kubernetes): WorkerMetrics {
  const registry = new Registry();
  const registers = [registry];
  collectDefaultMetrics({ register: registry });
  const leading = new Gauge({ name: 'mlplatform_worker_leading', help: '1 in the worker that watches', registers });
  const buckets = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];
  const projected = new Histogram({
    name: 'mlplatform_worker_projection_seconds',
    help: 'Time to write what changed of one job',
    buckets,
    registers,
  });
  const applied = new Histogram({
    name: 'mlplatform_worker_apply_seconds',
    help: 'Time to make Kubernetes agree with one job',
    buckets,
    registers,
  });
  new Gauge({
    name: 'mlplatform_worker_watch_last_event_age_seconds',
    help: 'Seconds since a watch last heard anything, bookmarks included',
    labelNames: ['kind'],
    registers,
    collect() {
      this.reset();
      for (const [kind, age] of Object.entries(kubernetes.watchAges())) if (age !== null) this.set({ kind }, age);
    },
  });
  return {
    leading: (is) => leading.set(is ? 1 : 0),
    projected: (seconds) => projected.observe(seconds),
    applied: (seconds) => applied.observe(seconds),
    serve: (port, healthy) => serve(registry, port, healthy),
  };
}

async function serve(registry: Registry, port: number, healthy: () => boolean): Promise<Server> {
  const server = createServer((request, response) => {
    if (request.url === '/metrics') {
      registry.metrics().then(
        (text) => response.writeHead(200, { 'content-type': registry.contentType }).end(text),
        () => response.writeHead(500).end(),
      );
    } else if (request.url === '/health') {
      const ok = healthy();
      response.writeHead(ok ? 200 : 503, { 'content-type': 'text/plain' }).end(ok ? 'ok\n' : 'not ready\n');
    } else response.writeHead(404).end();
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
  return server;
}

import { createServer } from 'node:http';
import next from 'next';
import { migrateDatabase } from '#db/migrate.ts';
import { createLogger } from '#server/lib/logger.ts';
import { readSettings, webSettings } from './config.ts';

const log = createLogger('web');
const settings = readSettings(webSettings, process.env);
const publicUrl = new URL(settings.PUBLIC_URL);
// next-auth reads its own address from here.
process.env.NEXTAUTH_URL = publicUrl.origin;

await migrateDatabase(settings.DATABASE_URL);

const app = next({ dev: false, hostname: settings.HOST, port: settings.PORT });
await app.prepare();
const handle = app.getRequestHandler();

const loopback = new Set(['127.0.0.1', 'localhost', '[::1]']);
const server = createServer((request, response) => {
  // On one machine people type either name; sign-in cookies and the identity provider know only one of them.
  const host = request.headers.host ?? '';
  const other = host !== publicUrl.host && loopback.has(publicUrl.hostname) && loopback.has(host.replace(/:\d+$/, ''));
  if (other && request.method === 'GET') {
    response.writeHead(307, { location: publicUrl.origin + (request.url ?? '/') }).end();
    return;
  }
  // Pages do not know their own address; who has to sign in first comes back to it.
  request.headers['x-portal-path'] = request.url;
  handle(request, response).catch((error: unknown) => {
    log.error({ err: error }, 'request failed');
    if (!response.headersSent) response.writeHead(500);
    response.end();
  });
});
server.listen(settings.PORT, settings.HOST, () => log.info({ url: publicUrl.origin }, 'portal is up'));

for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => {
    server.close(() => process.exit(0));
    // Event streams never end by themselves.
    server.closeAllConnections();
  });
}

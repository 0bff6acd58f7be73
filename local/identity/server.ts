/** The demo's identity provider, a process of its own: `node local/identity/server.ts`. */
import { createServer } from 'node:http';
import { basename, dirname } from 'node:path';
import { seedPeople } from '../demo/seed-file.ts';
import { keptText } from '../lib/secrets.ts';
import { readConfig } from './config.ts';
import { createHandler } from './handler.ts';
import { createKeys, parseKeys } from './keys.ts';
import { createProvider } from './provider.ts';

const config = readConfig(process.env);
const keys = parseKeys(keptText(dirname(config.KEYS_FILE), basename(config.KEYS_FILE), createKeys));
const people = seedPeople();
const provider = createProvider(config, keys, people);
provider.on('server_error', (_context, error) => console.error(error));
const server = createServer(createHandler(provider, people));

process.on('SIGTERM', () => {
  server.close();
  server.closeAllConnections();
});
server.listen(config.PORT, '127.0.0.1', () => console.log(`identity provider ${config.ISSUER}`));

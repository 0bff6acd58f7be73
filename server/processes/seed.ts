import { readFile } from 'node:fs/promises';
import { v7 } from 'uuid';
import { parse } from 'yaml';
import { z } from 'zod';
import { openDatabase } from '#db/client.ts';
import { migrateDatabase } from '#db/migrate.ts';
import { createKubernetes } from '#server/adapters/kubernetes/real.ts';
import { createFolderLogStore } from '#server/adapters/storage/folder.ts';
import { platformActor } from '#server/auth/platform-actor.ts';
import { importOrganisation, organisationSchema } from '#server/features/teams/import-organisation.ts';
import { createLogger } from '#server/lib/logger.ts';
import { createWorkQueue } from '#server/lib/work-queue.ts';
import { commonSettings, readSettings } from './config.ts';

// Usage: node server/processes/seed.ts <organisation.yaml>
const log = createLogger('seed');
const [file] = process.argv.slice(2);
if (!file) throw new Error('say which file: node server/processes/seed.ts <organisation.yaml>');
const settings = readSettings(z.object(commonSettings), process.env);
const organisation = organisationSchema.parse(parse(await readFile(file, 'utf8')));

await migrateDatabase(settings.DATABASE_URL);
const { db, close } = openDatabase(settings.DATABASE_URL, {
  onError: (err) => log.warn({ err }, 'a connection broke'),
});
const queue = await createWorkQueue(settings.DATABASE_URL, log);
const kubernetes = createKubernetes({ kubeconfigPath: null, log });
const imported = await importOrganisation(
  {
    ...{ db, queue, log, kubernetes, actor: platformActor, requestId: v7(), now: () => new Date() },
    logs: createFolderLogStore(settings.DATA_DIR),
  },
  organisation,
);
log.info({ file }, imported ? 'imported' : 'there are teams already: nothing was imported');
kubernetes.close();
await close();

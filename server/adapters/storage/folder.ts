import { createReadStream, createWriteStream } from 'node:fs';
import { mkdir, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { createGunzip, createGzip } from 'node:zlib';
import { v7 } from 'uuid';
import type { LogKey, LogStore } from './port.ts';

/** Ids of the portal and UIDs of Kubernetes: nothing else becomes part of a path. */
const safeId = /^[A-Za-z0-9-]{1,64}$/;

/**
 * Logs in a folder, one compressed file for each pod: `logs/<job id>/<pod uid>.gz`.
 * A log is written beside its place and renamed: a reader sees the old one or the new one, whole.
 *
 * @param folder data folder of the portal; made when it is not there
 */
export function createFolderLogStore(folder: string): LogStore {
  const fileOf = ({ jobId, podUid }: LogKey): string => {
    if (!safeId.test(jobId) || !safeId.test(podUid)) throw new Error('a log is named by ids');
    return join(folder, 'logs', jobId, `${podUid}.gz`);
  };
  return {
    async put(key, content) {
      const file = fileOf(key);
      const unfinished = `${file}.${v7()}`;
      await mkdir(join(folder, 'logs', key.jobId), { recursive: true });
      let bytes = 0;
      const counted = async function* () {
        for await (const chunk of content) {
          bytes += chunk.byteLength;
          yield chunk;
        }
      };
      try {
        await pipeline(counted, createGzip(), createWriteStream(unfinished));
        await rename(unfinished, file);
      } catch (error) {
        await rm(unfinished, { force: true });
        throw error;
      }
      return bytes;
    },

    async read(key, options = {}) {
      const file = fileOf(key);
      if (!(await exists(file))) return null;
      return readFrom(file, options.offset ?? 0);
    },
  };
}

async function* readFrom(file: string, offset: number): AsyncGenerator<Uint8Array> {
  const source = createReadStream(file);
  const text = createGunzip();
  // The reader of `text` hears of errors in `source` through it.
  source.on('error', (error) => text.destroy(error));
  try {
    let skip = offset;
    for await (const chunk of source.pipe(text)) {
      const part: Uint8Array = chunk.subarray(Math.min(skip, chunk.byteLength));
      skip -= chunk.byteLength - part.byteLength;
      if (part.byteLength > 0) yield part;
    }
  } finally {
    source.destroy();
    text.destroy();
  }
}

async function exists(file: string): Promise<boolean> {
  try {
    await stat(file);
    return true;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return false;
    throw error;
  }
}

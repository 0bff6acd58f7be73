import { createHash } from 'node:crypto';
import { type FileHandle, open } from 'node:fs/promises';

const blockBytes = 512;
const chunkBytes = 1024 * 1024;

/** One member of an archive; paths are relative and use slashes. */
export interface TarEntry {
  path: string;
  kind: 'file' | 'folder' | 'link';
  /** Permission bits. */
  mode: number;
  /** Owner and group. */
  owner?: number;
  /** Of a file, in bytes. */
  size?: number;
  /** Of a symbolic link. */
  target?: string;
}

const typeFlags = { file: '0', link: '2', folder: '5', extended: 'x' } as const;

/**
 * Writes POSIX tar archives (ustar, with pax records for paths over 100 bytes). Times are always
 * zero, so that equal contents make equal archives.
 */
export class TarWriter {
  readonly #file: FileHandle;
  readonly #hash = createHash('sha256');
  #bytes = 0;

  private constructor(file: FileHandle) {
    this.#file = file;
  }

  static async create(path: string): Promise<TarWriter> {
    return new TarWriter(await open(path, 'w', 0o644));
  }

  /** Adds a folder, a link, or a file whose content is in memory. */
  async add(entry: TarEntry, content: Buffer = Buffer.alloc(0)): Promise<void> {
    await this.#write(headers({ ...entry, size: content.length }));
    await this.#write(content);
    await this.#pad(content.length);
  }

  /** Adds a file by copying it from disk. Throws when it changes its size meanwhile. */
  async addFile(entry: TarEntry & { size: number }, source: string): Promise<void> {
    await this.#write(headers(entry));
    const file = await open(source);
    try {
      let copied = 0;
      const chunk = Buffer.allocUnsafe(chunkBytes);
      for (;;) {
        const { bytesRead } = await file.read(chunk, 0, chunkBytes);
        if (bytesRead === 0) break;
        copied += bytesRead;
        await this.#write(chunk.subarray(0, bytesRead));
      }
      if (copied !== entry.size) throw new Error(`${source} has ${copied} bytes, not ${entry.size}`);
    } finally {
      await file.close();
    }
    await this.#pad(entry.size);
  }

  /** Ends the archive; returns the hash and the size in bytes of the whole. */
  async finish(): Promise<{ sha256: string; size: number }> {
    await this.#write(Buffer.alloc(2 * blockBytes));
    return { sha256: this.#hash.digest('hex'), size: this.#bytes };
  }

  /** Closes the file, whether or not the archive is complete. */
  async close(): Promise<void> {
    await this.#file.close();
  }

  async #pad(length: number): Promise<void> {
    await this.#write(Buffer.alloc((blockBytes - (length % blockBytes)) % blockBytes));
  }

  async #write(bytes: Buffer): Promise<void> {
    if (bytes.length === 0) return;
    this.#hash.update(bytes);
    this.#bytes += bytes.length;
    await this.#file.writeFile(bytes);
  }
}

function headers(entry: TarEntry): Buffer {
  const path = entry.kind === 'folder' ? `${entry.path}/` : entry.path;
  const records = [
    ...(Buffer.byteLength(path) > 100 ? [paxRecord('path', path)] : []),
    ...(Buffer.byteLength(entry.target ?? '') > 100 ? [paxRecord('linkpath', entry.target ?? '')] : []),
  ];
  const own = header(path, typeFlags[entry.kind], entry);
  if (records.length === 0) return own;
  const extended = Buffer.from(records.join(''));
  const padding = Buffer.alloc((blockBytes - (extended.length % blockBytes)) % blockBytes);
  const extendedHeader = header('pax', typeFlags.extended, { mode: 0o644, size: extended.length });
  return Buffer.concat([extendedHeader, extended, padding, own]);
}

/** The length at the start of a pax record counts its own digits. */
export function paxRecord(key: string, value: string): string {
  const rest = Buffer.byteLength(` ${key}=${value}\n`);
  let length = rest;
  while (length !== rest + String(length).length) length = rest + String(length).length;
  return `${length} ${key}=${value}\n`;
}

function header(path: string, type: string, entry: Pick<TarEntry, 'mode' | 'owner' | 'size' | 'target'>): Buffer {
  const block = Buffer.alloc(blockBytes);
  const octal = (value: number, at: number, width: number) =>
    block.write(value.toString(8).padStart(width - 1, '0'), at, 'ascii');
  block.write(path, 0, 100, 'utf8');
  octal(entry.mode, 100, 8);
  octal(entry.owner ?? 0, 108, 8);
  octal(entry.owner ?? 0, 116, 8);
  octal(entry.size ?? 0, 124, 12);
  octal(0, 136, 12);
  block.write('        ', 148, 'ascii');
  block.write(type, 156, 'ascii');
  block.write(entry.target ?? '', 157, 100, 'utf8');
  block.write('ustar\x0000', 257, 'latin1');
  // The checksum is the sum of the header's bytes with its own field as spaces (POSIX pax, ustar).
  const sum = block.reduce((total, byte) => total + byte, 0);
  block.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148, 'latin1');
  return block;
}

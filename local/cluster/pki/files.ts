import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Credential } from './certificates.ts';

/** Where a certificate and its key are. */
export interface CredentialFiles {
  certificate: string;
  privateKey: string;
}

/** The two files of the credential `name` in `dir`. */
export function credentialFiles(dir: string, name: string): CredentialFiles {
  return { certificate: path.join(dir, `${name}.crt`), privateKey: path.join(dir, `${name}.key`) };
}

/** Reads a credential, or null when one of its files is not there. */
export async function readCredential(files: CredentialFiles): Promise<Credential | null> {
  const [certificate, privateKey] = [await readIfThere(files.certificate), await readIfThere(files.privateKey)];
  return certificate === null || privateKey === null ? null : { certificate, privateKey };
}

/** Writes the key first: a certificate that is there always has its key. */
export async function writeCredential(files: CredentialFiles, credential: Credential): Promise<void> {
  await writePrivate(files.privateKey, credential.privateKey);
  await writePrivate(files.certificate, credential.certificate);
}

/** Writes a file only its owner can read, whole or not at all. */
export async function writePrivate(file: string, content: string): Promise<void> {
  await mkdir(path.dirname(file), { recursive: true, mode: 0o700 });
  const temporary = `${file}.${process.pid}.tmp`;
  await writeFile(temporary, content, { mode: 0o600 });
  await rename(temporary, file);
}

/** The file's text, or null when it is not there. */
export async function readIfThere(file: string): Promise<string | null> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
    throw error;
  }
}

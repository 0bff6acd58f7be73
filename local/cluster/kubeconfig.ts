import { readFile } from 'node:fs/promises';
import { type CredentialFiles, writePrivate } from './pki/files.ts';

/**
 * Writes a kubeconfig that holds its certificates, so that it works wherever it
 * is copied to. Only its owner can read it.
 * @param file where to write it
 * @param server the API server's URL
 * @param authority file of the certificate authority
 */
export async function writeKubeconfig(
  file: string,
  server: string,
  authority: string,
  user: CredentialFiles,
): Promise<void> {
  const config = {
    apiVersion: 'v1',
    kind: 'Config',
    'current-context': 'mlplatform-local',
    clusters: [
      {
        name: 'mlplatform-local',
        cluster: { server, 'certificate-authority-data': await base64(authority) },
      },
    ],
    users: [
      {
        name: 'user',
        user: {
          'client-certificate-data': await base64(user.certificate),
          'client-key-data': await base64(user.privateKey),
        },
      },
    ],
    contexts: [{ name: 'mlplatform-local', context: { cluster: 'mlplatform-local', user: 'user' } }],
  };
  // JSON is YAML, and needs no library to be written right.
  await writePrivate(file, `${JSON.stringify(config, null, 2)}\n`);
}

async function base64(file: string): Promise<string> {
  return (await readFile(file)).toString('base64');
}

// @peculiar/x509 resolves its own parts by decorators and needs this first.
import 'reflect-metadata';
import { randomBytes, X509Certificate } from 'node:crypto';
import * as x509 from '@peculiar/x509';

const algorithm = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' };
const dayMs = 86_400_000;
const clockSkewMs = 5 * 60_000;

export const authorityDays = 3650;
export const leafDays = 365;

/** A certificate with its private key, both PEM. */
export interface Credential {
  certificate: string;
  privateKey: string;
}

/** What a certificate says about its holder. */
export interface Identity {
  commonName: string;
  /** Kubernetes reads these as groups. */
  organizations?: string[];
  dnsNames?: string[];
  ipAddresses?: string[];
  usages: readonly ('client' | 'server')[];
}

/** Makes a self-signed authority for ten years. */
export async function makeAuthority(commonName: string, now: Date): Promise<Credential> {
  const keys = await newKeys();
  const certificate = await x509.X509CertificateGenerator.createSelfSigned({
    ...validity(now, authorityDays),
    name: [{ CN: [commonName] }],
    keys,
    signingAlgorithm: algorithm,
    extensions: [
      new x509.BasicConstraintsExtension(true, undefined, true),
      new x509.KeyUsagesExtension(
        x509.KeyUsageFlags.keyCertSign | x509.KeyUsageFlags.cRLSign | x509.KeyUsageFlags.digitalSignature,
        true,
      ),
      await x509.SubjectKeyIdentifierExtension.create(keys.publicKey),
    ],
  });
  return { certificate: certificate.toString('pem'), privateKey: await pemOf(keys.privateKey) };
}

/** Issues a certificate for a year. */
export async function issue(authority: Credential, who: Identity, now: Date): Promise<Credential> {
  const keys = await newKeys();
  const parent = new x509.X509Certificate(authority.certificate);
  const signingKey = await crypto.subtle.importKey(
    'pkcs8',
    x509.PemConverter.decodeFirst(authority.privateKey),
    algorithm,
    false,
    ['sign'],
  );
  const names = subjectAltNames(who);
  const subject = [{ CN: [who.commonName] }, ...(who.organizations ?? []).map((name) => ({ O: [name] }))];
  const certificate = await x509.X509CertificateGenerator.create({
    ...validity(now, leafDays),
    subject,
    issuer: parent.subjectName,
    publicKey: keys.publicKey,
    signingKey,
    signingAlgorithm: algorithm,
    extensions: [
      new x509.BasicConstraintsExtension(false, undefined, true),
      new x509.KeyUsagesExtension(x509.KeyUsageFlags.digitalSignature, true),
      new x509.ExtendedKeyUsageExtension(
        who.usages.map((usage) => x509.ExtendedKeyUsage[usage === 'client' ? 'clientAuth' : 'serverAuth']),
      ),
      await x509.AuthorityKeyIdentifierExtension.create(parent.publicKey),
      ...(names.length > 0 ? [new x509.SubjectAlternativeNameExtension(names)] : []),
    ],
  });
  return { certificate: certificate.toString('pem'), privateKey: await pemOf(keys.privateKey) };
}

/** A key pair for signing service account tokens. */
export async function makeKeyPair(): Promise<{ privateKey: string; publicKey: string }> {
  const keys = await newKeys();
  const publicKey = await crypto.subtle.exportKey('spki', keys.publicKey);
  return {
    privateKey: await pemOf(keys.privateKey),
    publicKey: x509.PemConverter.encode(publicKey, 'PUBLIC KEY'),
  };
}

/**
 * True when the certificate is signed by the authority, says what `who` says
 * and is still good for more than `daysLeft` days.
 */
export function isUsable(pem: string, authority: string, who: Identity, now: Date, daysLeft: number): boolean {
  const certificate = new X509Certificate(pem);
  const wanted = subjectAltNames(who).map(({ type, value }) =>
    type === 'dns' ? `DNS:${value}` : `IP Address:${value}`,
  );
  return (
    certificate.verify(new X509Certificate(authority).publicKey) &&
    certificate.subject ===
      [`CN=${who.commonName}`, ...(who.organizations ?? []).map((name) => `O=${name}`)].join('\n') &&
    (certificate.subjectAltName ?? '') === wanted.join(', ') &&
    lasts(pem, now, daysLeft)
  );
}

/** True when the certificate is good for more than `daysLeft` days from `now`. */
export function lasts(pem: string, now: Date, daysLeft: number): boolean {
  return Date.parse(new X509Certificate(pem).validTo) - now.getTime() > daysLeft * dayMs;
}

function subjectAltNames(who: Identity): { type: 'dns' | 'ip'; value: string }[] {
  return [
    ...(who.dnsNames ?? []).map((value) => ({ type: 'dns' as const, value })),
    ...(who.ipAddresses ?? []).map((value) => ({ type: 'ip' as const, value })),
  ];
}

function validity(now: Date, days: number) {
  return {
    serialNumber: randomBytes(16).toString('hex'),
    notBefore: new Date(now.getTime() - clockSkewMs),
    notAfter: new Date(now.getTime() + days * dayMs),
  };
}

async function newKeys() {
  return crypto.subtle.generateKey(algorithm, true, ['sign', 'verify']);
}

async function pemOf(key: CryptoKey): Promise<string> {
  return x509.PemConverter.encode(await crypto.subtle.exportKey('pkcs8', key), 'PRIVATE KEY');
}

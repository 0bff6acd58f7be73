import { X509Certificate } from 'node:crypto';
import { mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { issueKubeletCredentials, preparePki } from './pki.ts';

const dayMs = 86_400_000;
let dir: string;

beforeEach(async () => {
  dir = await mkdtemp(path.join(tmpdir(), 'pki-'));
});
afterEach(() => rm(dir, { recursive: true }));

const certificate = async (file: string) => new X509Certificate(await readFile(file));

it('makes everything once and keeps it', async () => {
  const { pki, made } = await preparePki(dir);
  expect(made).toContain('apiserver');
  expect(made).toContain('service-account');
  const before = await readFile(pki.leaf.admin.certificate, 'utf8');
  expect((await preparePki(dir)).made).toEqual([]);
  expect(await readFile(pki.leaf.admin.certificate, 'utf8')).toBe(before);
});

it('serves on loopback, signed by the authority', async () => {
  const { pki } = await preparePki(dir);
  const server = await certificate(pki.leaf.apiServer.certificate);
  expect(server.checkHost('localhost')).toBe('localhost');
  expect(server.checkIP('127.0.0.1')).toBe('127.0.0.1');
  expect(server.verify((await certificate(pki.authority.cluster.certificate)).publicKey)).toBe(true);
});

it('gives the portal a name and no groups', async () => {
  const { pki } = await preparePki(dir);
  expect((await certificate(pki.leaf.portal.certificate)).subject).toBe('CN=mlplatform-portal');
});

it('does not let a certificate of the cluster into etcd', async () => {
  const { pki } = await preparePki(dir);
  const etcd = await certificate(pki.authority.etcd.certificate);
  expect((await certificate(pki.leaf.admin.certificate)).verify(etcd.publicKey)).toBe(false);
});

it('renews what has less than 30 days left, and not the authority', async () => {
  await preparePki(dir);
  const inAYear = new Date(Date.now() + 336 * dayMs);
  const { made } = await preparePki(dir, inAYear);
  expect(made).toContain('admin');
  expect(made).not.toContain('ca');
  expect(made).not.toContain('service-account');
  expect((await preparePki(dir, new Date(Date.now() + 334 * dayMs))).made).toEqual([]);
});

it('renews everything an authority signed together with it', async () => {
  await preparePki(dir);
  const { made } = await preparePki(dir, new Date(Date.now() + 3630 * dayMs));
  expect(made).toEqual(expect.arrayContaining(['ca', 'etcd-ca', 'front-proxy-ca', 'apiserver', 'portal']));
});

it('makes again what was lost', async () => {
  const { pki } = await preparePki(dir);
  await rm(pki.leaf.kwok.privateKey);
  expect((await preparePki(dir)).made).toEqual(['kwok']);
});

it('gives a kubelet its name, its group and its address', async () => {
  await preparePki(dir);
  const files = await issueKubeletCredentials(dir, 'real-1', ['10.245.0.1']);
  const kubelet = await certificate(files.certificate);
  expect(kubelet.subject).toBe('CN=system:node:real-1\nO=system:nodes');
  expect(kubelet.checkIP('10.245.0.1')).toBe('10.245.0.1');
  const again = await issueKubeletCredentials(dir, 'real-1', ['10.245.0.1']);
  expect((await certificate(again.certificate)).fingerprint).toBe(kubelet.fingerprint);
  const moved = await issueKubeletCredentials(dir, 'real-1', ['10.245.0.2']);
  expect((await certificate(moved.certificate)).fingerprint).not.toBe(kubelet.fingerprint);
});

it('gives a kubelet nothing before there is an authority', async () => {
  await expect(issueKubeletCredentials(dir, 'real-1', [])).rejects.toThrow('no certificate authority');
});

it('lets only its owner read the keys', async () => {
  const { pki } = await preparePki(dir);
  expect((await stat(pki.leaf.admin.privateKey)).mode & 0o777).toBe(0o600);
});

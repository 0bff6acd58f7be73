import { describe, expect, it } from 'vitest';
import { readConfig } from './config.ts';

function problemsOf(environment: Record<string, string>): string {
  try {
    readConfig(environment);
  } catch (error) {
    if (error instanceof Error) return error.message;
    throw error;
  }
  return '';
}

describe('the configuration of a start', () => {
  it('needs nothing', () => {
    const config = readConfig({});
    expect(config).toMatchObject({ timeZone: 'Europe/Berlin', given: {} });
    expect(config.home).toMatch(/\/\.mlplatform$/);
    expect(config.ports.portal).toMatchObject({ port: 3000, fixed: false });
    expect(config.ports.gateway).toMatchObject({ port: 8080, fixed: false });
    expect(Object.values(config.given).every((given) => given === undefined)).toBe(true);
  });

  it('names every wrong value in one message', () => {
    const message = problemsOf({
      PORTAL_PORT: 'http',
      GATEWAY_PORT: '70000',
      DATABASE_URL: 'mysql://localhost/x',
      ORGANISATION_TIME_ZONE: 'Europe/Atlantis',
      PUBLIC_URL: 'ml.example.com',
      KUBECONFIG: '/nowhere/kubeconfig',
      NEXTAUTH_SECRET: 'short',
    });
    for (const name of [
      'PORTAL_PORT',
      'GATEWAY_PORT',
      'DATABASE_URL',
      'ORGANISATION_TIME_ZONE',
      'PUBLIC_URL',
      'KUBECONFIG',
      'NEXTAUTH_SECRET',
    ])
      expect(message).toContain(`  ${name}: `);
  });

  it('names what is missing together with what is wrong', () => {
    const message = problemsOf({ OIDC_ISSUER: 'https://login.example.com', PORTAL_PORT: '0' });
    for (const name of ['OIDC_CLIENT_ID', 'OIDC_CLIENT_SECRET', 'PORTAL_PORT'])
      expect(message).toContain(`  ${name}: `);
  });

  it('does not take a client without its provider', () => {
    expect(problemsOf({ OIDC_CLIENT_ID: 'portal' })).toContain('OIDC_ISSUER: is missing');
  });

  it('does not repeat secrets in its message', () => {
    expect(problemsOf({ NEXTAUTH_SECRET: 'hunter2', DATABASE_URL: 'postgre://me:hunter2@db/x' })).not.toContain(
      'hunter2',
    );
  });

  it('uses what is given', () => {
    const { given, ports, publicUrl } = readConfig({
      PORTAL_PORT: '4000',
      PUBLIC_URL: 'https://ml.example.com/',
      DATABASE_URL: 'postgres://me@db/ml',
      OIDC_ISSUER: 'https://login.example.com',
      OIDC_CLIENT_ID: 'portal',
      OIDC_CLIENT_SECRET: 'secret',
      KUBECONFIG: import.meta.filename,
    });
    expect(ports.portal).toMatchObject({ port: 4000, fixed: true });
    expect(publicUrl).toBe('https://ml.example.com');
    expect(given).toEqual({
      databaseUrl: 'postgres://me@db/ml',
      identity: { issuer: 'https://login.example.com', clientId: 'portal', clientSecret: 'secret' },
      cluster: { kubeconfig: import.meta.filename },
    });
  });

  it('uses the cluster it runs in', () => {
    const { given } = readConfig({ KUBERNETES_SERVICE_HOST: '10.0.0.1', KUBERNETES_SERVICE_PORT: '443' });
    expect(given.cluster).toEqual({ kubeconfig: undefined });
  });

  it('counts an empty variable as not set', () => {
    expect(readConfig({ KUBECONFIG: '', DATABASE_URL: '', PORTAL_PORT: '' }).given.databaseUrl).toBeUndefined();
  });
});

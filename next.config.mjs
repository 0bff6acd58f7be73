const securityHeaders = [
  { key: 'X-Content-Type-Options', value: 'nosniff' },
  { key: 'X-Frame-Options', value: 'DENY' },
  { key: 'Referrer-Policy', value: 'same-origin' },
  { key: 'Permissions-Policy', value: 'camera=(), microphone=(), geolocation=()' },
  { key: 'Content-Security-Policy', value: "object-src 'none'; base-uri 'self'; frame-ancestors 'none'" },
];

/** @type {import('next').NextConfig} */
export default {
  reactStrictMode: true,
  poweredByHeader: false,
  // The test command checks types; a start need not wait for it.
  typescript: { ignoreBuildErrors: true },
  // Loaded by Node as they are: they read files of their own or are shared with the other processes.
  serverExternalPackages: ['pg', 'pg-boss', '@kubernetes/client-node', 'pino', 'undici'],
  headers: async () => [{ source: '/:path*', headers: securityHeaders }],
};

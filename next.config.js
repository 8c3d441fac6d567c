import { PHASE_PRODUCTION_SERVER } from 'next/constants.js';

/** @type {import('next').NextConfig} */
const config = {
  // Native or lazily loaded packages stay outside the route bundles.
  serverExternalPackages: [
    '@kubernetes/client-node',
    'pg',
    'ws',
    'undici',
    '@node-rs/argon2',
    '@prisma/client',
    '@prisma/adapter-pg',
  ],
  poweredByHeader: false,
  headers: async () => [
    {
      source: '/:path*',
      headers: [
        { key: 'X-Content-Type-Options', value: 'nosniff' },
        { key: 'X-Frame-Options', value: 'DENY' },
        { key: 'Referrer-Policy', value: 'same-origin' },
        {
          key: 'Content-Security-Policy',
          value: "frame-ancestors 'none'; object-src 'none'; base-uri 'self'",
        },
      ],
    },
  ],
  reactStrictMode: true,
  devIndicators: false,
  // Lint and types are steps of `npm run check`; the build must not repeat them.
  typescript: { ignoreBuildErrors: true },
  experimental: {
    // Of these a page gets what it names. Ant Design's input names one thing of the form's package, which does not say
    // of itself that it may be taken apart.
    optimizePackageImports: ['antd', '@ant-design/icons', '@rc-component/form'],
  },
};

/** What runs was built already: it needs no plugin, which would bring a compiler and a file watcher into its memory. */
export default async function configOf(phase) {
  if (phase === PHASE_PRODUCTION_SERVER) return config;
  const { default: createNextIntlPlugin } = await import('next-intl/plugin');
  return createNextIntlPlugin('./lib/i18n/request.ts')(config);
}

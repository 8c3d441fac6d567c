import createNextIntlPlugin from 'next-intl/plugin';

const withNextIntl = createNextIntlPlugin('./lib/i18n/request.ts');

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
  reactStrictMode: true,
  devIndicators: false,
  // Lint and types are steps of `npm run check`; the build must not repeat them.
  typescript: { ignoreBuildErrors: true },
  experimental: { optimizePackageImports: ['antd', '@ant-design/icons'] },
};

export default withNextIntl(config);

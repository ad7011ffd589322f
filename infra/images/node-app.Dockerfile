# {{origin}}
# Build from the root of the repository: docker build -f {{folder}}/Dockerfile .
FROM node:24.21.0-bookworm-slim AS tools
ENV CI=true TURBO_TELEMETRY_DISABLED=1 npm_config_store_dir=/pnpm
RUN npm install --global --force pnpm@10.34.8 turbo@2.11.11
WORKDIR /repo

FROM tools AS pruned
COPY . .
RUN turbo prune {{name}} --docker

FROM tools AS built
COPY --from=pruned /repo/out/json/ ./
# Without install scripts: one of them brings a second Node.
RUN --mount=type=cache,id=pnpm,target=/pnpm pnpm install --frozen-lockfile --ignore-scripts
COPY --from=pruned /repo/out/full/ /repo/tsconfig.json /repo/tsup.config.ts ./
RUN --mount=type=cache,id=turbo,target=/turbo turbo run build --cache-dir=/turbo --filter={{name}}
# Injected: what a package of the workspace brings is copied, not linked to a folder that stays behind.
RUN --mount=type=cache,id=pnpm,target=/pnpm \
  pnpm --filter={{name}} --prod --ignore-scripts --config.inject-workspace-packages=true deploy /app \
  && rm /app/pnpm-lock.yaml && find /app -name '*.map' -delete

FROM node:24.21.0-bookworm-slim
# Node as the first process would neither reap children nor stop at SIGTERM. Debian's release pins the version.
RUN --mount=type=cache,id=apt-lists,target=/var/lib/apt/lists --mount=type=cache,id=apt-cache,target=/var/cache/apt \
  apt-get update && apt-get install --yes --no-install-recommends tini
WORKDIR /app
ENV NODE_ENV=production
COPY --from=built /app ./
{{specifics}}
USER node
LABEL org.opencontainers.image.title="{{name}}" \
  org.opencontainers.image.description="{{description}}" \
  org.opencontainers.image.licenses="{{license}}" \
  org.opencontainers.image.source="https://github.com/airstar-data/airstar/tree/main/{{folder}}" \
  org.opencontainers.image.version="{{version}}"

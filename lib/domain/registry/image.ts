/** What an image's config says about running it. */
export interface ImageConfig {
  /** As written in the image; null for none, which means root. */
  user: string | null;
  /** True only for a numeric user other than 0: what kubelet can check. */
  nonRoot: boolean;
  ports: { port: number; protocol: 'TCP' | 'UDP' }[];
  env: { name: string; value: string }[];
  entrypoint: string[];
  command: string[];
  workingDir: string | null;
  /** RFC 3339; null where the image was built without a time. */
  created: string | null;
  hasHealthcheck: boolean;
}

/** An image that was found in a registry. */
export interface FoundImage {
  digest: string;
  mediaType: string;
  /** `os/architecture[/variant]` of each variant; one for an image of one platform. */
  platforms: string[];
  /** The variant that `config` and `size` were read from. */
  platform: string;
  /** Compressed bytes of that variant: layers and config. */
  size: number;
  config: ImageConfig;
}

/** Reads an image config blob (OCI image-spec config.md; Docker's is alike). Unknown and malformed parts are skipped. */
export function parseImageConfig(blob: unknown): ImageConfig {
  const top = record(blob);
  const config = record(top['config']);
  const user = text(config['User']);
  return {
    user,
    nonRoot: user !== null && /^[1-9]\d*(:.*)?$/.test(user),
    ports: Object.keys(record(config['ExposedPorts']))
      .flatMap(parsePort)
      .sort((a, b) => a.port - b.port),
    env: strings(config['Env']).map((line) => {
      const at = line.indexOf('=');
      return at < 0 ? { name: line, value: '' } : { name: line.slice(0, at), value: line.slice(at + 1) };
    }),
    entrypoint: strings(config['Entrypoint']),
    command: strings(config['Cmd']),
    workingDir: text(config['WorkingDir']),
    created: time(top['created']),
    hasHealthcheck: strings(record(config['Healthcheck'])['Test']).some((part) => part !== 'NONE'),
  };
}

/** `linux/amd64`, with the variant where there is one. */
export function platformName(part: { os?: string; architecture?: string; variant?: string }): string {
  return [part.os ?? 'linux', part.architecture ?? 'unknown', part.variant].filter(Boolean).join('/');
}

/** The index of the platform to read: the wanted one, its base without variant, any of linux, else the first. */
export function choosePlatform(platforms: readonly string[], wanted: string): number {
  const exact = platforms.indexOf(wanted);
  if (exact >= 0) return exact;
  const base = platforms.findIndex((name) => name.startsWith(`${wanted}/`) || wanted.startsWith(`${name}/`));
  if (base >= 0) return base;
  return Math.max(
    0,
    platforms.findIndex((name) => name.startsWith('linux/')),
  );
}

/** RFC 3339 time, or null for none and for the zero times that registries send instead of none. */
export function time(value: unknown): string | null {
  if (typeof value !== 'string') return null;
  const at = Date.parse(value);
  return Number.isNaN(at) || at <= 0 ? null : new Date(at).toISOString();
}

function parsePort(key: string): { port: number; protocol: 'TCP' | 'UDP' }[] {
  const match = /^(\d{1,5})(?:\/(tcp|udp))?$/i.exec(key);
  const port = Number(match?.[1]);
  if (!match || port < 1 || port > 65535) return [];
  return [{ port, protocol: match[2]?.toLowerCase() === 'udp' ? 'UDP' : 'TCP' }];
}

function record(value: unknown): Record<string, unknown> {
  return value !== null && typeof value === 'object' && !Array.isArray(value)
    ? (value as Record<string, unknown>)
    : {};
}

function strings(value: unknown): string[] {
  return Array.isArray(value) ? value.filter((item): item is string => typeof item === 'string') : [];
}

function text(value: unknown): string | null {
  return typeof value === 'string' && value !== '' ? value : null;
}

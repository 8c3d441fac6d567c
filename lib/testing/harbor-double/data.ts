import { createHash } from 'node:crypto';

export interface DoubleScan {
  status: string;
  severity: string;
  counts: Record<string, number>;
  fixable: number;
}

export interface DoubleArtifact {
  tags: string[];
  pushTime: string;
  config: Record<string, unknown>;
  scan?: DoubleScan;
  /** Where it is an index: its platforms as `os/architecture`. */
  platforms?: string[];
}

export interface DoubleRepository {
  /** Inside its project: `team/web`. */
  name: string;
  updateTime: string;
  artifacts: DoubleArtifact[];
}

export interface DoubleProject {
  name: string;
  public: boolean;
  repositories: DoubleRepository[];
}

export interface DoubleAccount {
  username: string;
  password: string;
  kind: 'admin' | 'person' | 'robot';
  /** Rights by project; an administrator needs none. */
  rights: Record<string, ('pull' | 'list-repositories' | 'list-artifacts')[]>;
}

export interface HarborData {
  projects: DoubleProject[];
  accounts: DoubleAccount[];
  /** What Harbor was installed as: its token realm names it, whatever address it was asked under. */
  externalUrl: string;
}

export interface Stored {
  digest: string;
  mediaType: string;
  body: Buffer;
}

/** The content of an artifact as a registry keeps it: manifest (or index with manifests) and configs, by digest. */
export function contentOf(artifact: DoubleArtifact): { top: Stored; all: Stored[] } {
  if (artifact.platforms === undefined) {
    const { manifest, config } = imageOf(artifact.config);
    return { top: manifest, all: [manifest, config] };
  }
  const images = artifact.platforms.map((platform) => {
    const [os, architecture] = platform.split('/');
    return { os, architecture, ...imageOf({ ...artifact.config, os, architecture }) };
  });
  const top = stored('application/vnd.oci.image.index.v1+json', {
    schemaVersion: 2,
    mediaType: 'application/vnd.oci.image.index.v1+json',
    manifests: images.map(({ os, architecture, manifest }) => ({
      mediaType: manifest.mediaType,
      digest: manifest.digest,
      size: manifest.body.length,
      platform: { os, architecture },
    })),
  });
  return { top, all: [top, ...images.flatMap(({ manifest, config }) => [manifest, config])] };
}

function imageOf(configBody: Record<string, unknown>): { manifest: Stored; config: Stored } {
  const config = stored('application/vnd.oci.image.config.v1+json', configBody);
  const manifest = stored('application/vnd.oci.image.manifest.v1+json', {
    schemaVersion: 2,
    mediaType: 'application/vnd.oci.image.manifest.v1+json',
    config: { mediaType: config.mediaType, digest: config.digest, size: config.body.length },
    layers: [
      {
        mediaType: 'application/vnd.oci.image.layer.v1.tar+gzip',
        digest: `sha256:${'0'.repeat(64)}`,
        size: 1_084_000,
      },
    ],
  });
  return { manifest, config };
}

function stored(mediaType: string, value: unknown): Stored {
  const body = Buffer.from(JSON.stringify(value));
  return { mediaType, body, digest: `sha256:${createHash('sha256').update(body).digest('hex')}` };
}

/** An image for linux/amd64 that was made at `created`. */
export function imageConfig(
  created: string | null,
  config: Record<string, unknown> = {},
): Record<string, unknown> {
  return { architecture: 'amd64', os: 'linux', ...(created ? { created } : {}), config };
}

import { createHash } from 'node:crypto';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { tar, type TarEntry } from './tar';

/** An image with one layer. */
export interface Image {
  repository: string;
  tag: string;
  /** When it was made, as RFC 3339: a constant, so that the digest is one too. */
  created: string;
  entries: TarEntry[];
  config: {
    User?: string;
    ExposedPorts?: Record<string, Record<string, never>>;
    Env?: string[];
    Entrypoint?: string[];
    Cmd?: string[];
    WorkingDir?: string;
    Labels?: Record<string, string>;
    StopSignal?: string;
  };
}

interface Blob {
  mediaType: string;
  digest: string;
  size: number;
}

function sha256(data: Buffer): string {
  return `sha256:${createHash('sha256').update(data).digest('hex')}`;
}

/** The architecture as the OCI specification names it. */
function architecture(): string {
  return process.arch === 'x64' ? 'amd64' : process.arch;
}

/** Writes an image as an OCI layout into a folder, and returns its manifest's digest. */
export function writeLayout(folder: string, image: Image): string {
  rmSync(folder, { recursive: true, force: true });
  const blobs = join(folder, 'blobs', 'sha256');
  mkdirSync(blobs, { recursive: true });
  const put = (mediaType: string, data: Buffer): Blob => {
    const digest = sha256(data);
    writeFileSync(join(blobs, digest.slice('sha256:'.length)), data);
    return { mediaType, digest, size: data.length };
  };
  const putJson = (mediaType: string, value: unknown): Blob =>
    put(mediaType, Buffer.from(JSON.stringify(value)));

  const archive = tar(image.entries);
  const layer = put('application/vnd.oci.image.layer.v1.tar+gzip', gzipSync(archive));
  const config = putJson('application/vnd.oci.image.config.v1+json', {
    created: image.created,
    author: 'Berth',
    architecture: architecture(),
    os: 'linux',
    config: image.config,
    rootfs: { type: 'layers', diff_ids: [sha256(archive)] },
    history: [{ created: image.created, created_by: 'berth local cluster', comment: 'one layer' }],
  });
  const manifest = putJson('application/vnd.oci.image.manifest.v1+json', {
    schemaVersion: 2,
    mediaType: 'application/vnd.oci.image.manifest.v1+json',
    config,
    layers: [layer],
    annotations: { 'org.opencontainers.image.created': image.created },
  });
  writeFileSync(join(folder, 'oci-layout'), JSON.stringify({ imageLayoutVersion: '1.0.0' }));
  writeFileSync(
    join(folder, 'index.json'),
    JSON.stringify({
      schemaVersion: 2,
      manifests: [{ ...manifest, annotations: { 'org.opencontainers.image.ref.name': image.tag } }],
    }),
  );
  return manifest.digest;
}

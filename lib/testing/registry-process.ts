import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import net from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Agent, request } from 'undici';
import type { Certificate } from './certificates';
import { freePort } from './free-port';
import { waitFor } from './wait-for';

type Auth =
  | { kind: 'basic'; username: string; password: string }
  | { kind: 'token'; realm: string; service: string; issuer: string; rootCertificates: string };

export interface RunningRegistry {
  url: string;
  stop: () => Promise<void>;
}

/** Debian's docker-registry on a free port, with TLS and authentication as asked, in a folder of its own. */
export async function startRegistry(options: { auth: Auth; tls?: Certificate }): Promise<RunningRegistry> {
  const folder = mkdtempSync(path.join(tmpdir(), 'berth-registry-'));
  const port = await freePort();
  const at = (name: string) => path.join(folder, name);
  const { auth, tls } = options;
  if (auth.kind === 'basic') {
    const line = execFileSync('htpasswd', ['-Bin', auth.username], { input: auth.password });
    writeFileSync(at('htpasswd'), line);
  } else {
    writeFileSync(at('roots.pem'), auth.rootCertificates);
  }
  const config = {
    version: 0.1,
    log: { level: 'error' },
    storage: { filesystem: { rootdirectory: at('data') } },
    http: {
      addr: `127.0.0.1:${port}`,
      secret: 'test',
      ...(tls ? { tls: { certificate: tls.certPath, key: tls.keyPath } } : {}),
    },
    auth:
      auth.kind === 'basic'
        ? { htpasswd: { realm: 'test', path: at('htpasswd') } }
        : {
            token: {
              realm: auth.realm,
              service: auth.service,
              issuer: auth.issuer,
              rootcertbundle: at('roots.pem'),
            },
          },
  };
  // YAML is a superset of JSON.
  writeFileSync(at('config.yml'), JSON.stringify(config));
  const child = spawn('docker-registry', ['serve', at('config.yml')], { stdio: 'ignore' });
  await waitFor(`the registry on port ${port}`, () => answers(port));
  return {
    url: `${tls ? 'https' : 'http'}://127.0.0.1:${port}`,
    stop: async () => {
      await ended(child);
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

interface Pushed {
  repository: string;
  tags: string[];
  /** Image config by platform; several make an index. */
  images: { platform: string; config: Record<string, unknown> }[];
}

/** Pushes an image with one small layer, by the registry's own API; answers the digest that its tags lead to. */
export async function pushImage(
  url: string,
  authorization: string,
  image: Pushed,
  ca?: string,
): Promise<string> {
  const agent = new Agent({ connect: ca ? { ca } : {} });
  const call = async (
    method: 'POST' | 'PUT',
    target: string,
    body?: Buffer,
    type = 'application/octet-stream',
  ) => {
    const response = await request(new URL(target, url), {
      method,
      headers: { authorization, 'content-type': type, 'content-length': String(body?.length ?? 0) },
      body: body ?? null,
      dispatcher: agent,
    });
    const text = await response.body.text();
    if (response.statusCode >= 300) throw new Error(`${method} ${target}: ${response.statusCode} ${text}`);
    return response;
  };
  const blob = async (mediaType: string, body: Buffer) => {
    const digest = digestOf(body);
    const start = await call('POST', `/v2/${image.repository}/blobs/uploads/`);
    const location = new URL(String(start.headers['location']), url);
    location.searchParams.set('digest', digest);
    await call('PUT', location.href, body);
    return { mediaType, digest, size: body.length };
  };
  const manifest = async (reference: string, mediaType: string, value: unknown) => {
    const body = Buffer.from(JSON.stringify(value));
    await call('PUT', `/v2/${image.repository}/manifests/${reference}`, body, mediaType);
    return { mediaType, digest: digestOf(body), size: body.length };
  };
  const layer = await blob('application/vnd.oci.image.layer.v1.tar+gzip', Buffer.from('a layer'));
  const variants = [];
  for (const { platform, config } of image.images) {
    const [os, architecture] = platform.split('/');
    const body = Buffer.from(JSON.stringify({ os, architecture, ...config }));
    const value = {
      schemaVersion: 2,
      mediaType: MANIFEST,
      config: await blob('application/vnd.oci.image.config.v1+json', body),
      layers: [layer],
    };
    variants.push({
      ...(await manifest(digestOf(Buffer.from(JSON.stringify(value))), MANIFEST, value)),
      platform: { os, architecture },
      value,
    });
  }
  const index = {
    schemaVersion: 2,
    mediaType: INDEX,
    manifests: variants.map(({ value: _value, ...descriptor }) => descriptor),
  };
  let digest = '';
  for (const tag of image.tags) {
    const only = variants.length === 1 ? variants[0] : undefined;
    digest = (await (only ? manifest(tag, MANIFEST, only.value) : manifest(tag, INDEX, index))).digest;
  }
  await agent.close();
  return digest;
}

const MANIFEST = 'application/vnd.oci.image.manifest.v1+json';
const INDEX = 'application/vnd.oci.image.index.v1+json';

function digestOf(body: Buffer): string {
  return `sha256:${createHash('sha256').update(body).digest('hex')}`;
}

function answers(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = net.connect(port, '127.0.0.1', () => {
      socket.destroy();
      resolve(true);
    });
    socket.on('error', () => resolve(false));
  });
}

function ended(child: ChildProcess): Promise<void> {
  return new Promise((resolve) => {
    child.once('exit', () => resolve());
    child.kill();
  });
}

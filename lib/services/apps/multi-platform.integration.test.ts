import { createHash } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { appsOf, rigRegistry, useRigRegistry } from '@/lib/testing/apps';
import { uniqueName } from '@/lib/testing/names';
import { pushImage } from '@/lib/testing/registry-process';
import { makeTenant, type TestTenant } from '@/lib/testing/tenancy';

const REPOSITORY = 'samples/web';
const INDEX = 'application/vnd.oci.image.index.v1+json';
const MANIFEST = 'application/vnd.oci.image.manifest.v1+json';
const HERE = process.arch === 'x64' ? 'amd64' : process.arch;
const ELSEWHERE = HERE === 'amd64' ? 'arm64' : 'amd64';

const pushed: string[] = [];
let tenant: TestTenant;

beforeAll(async () => {
  await useRigRegistry();
  tenant = await makeTenant();
});

afterAll(async () => {
  for (const digest of pushed) await manifests('DELETE', digest);
  await tenant.clean();
});

const { url, username, password } = rigRegistry();
const authorization = `Basic ${Buffer.from(`${username}:${password}`).toString('base64')}`;

async function manifests(method: string, reference: string, body?: string): Promise<string> {
  const answer = await fetch(`${url}/v2/${REPOSITORY}/manifests/${reference}`, {
    method,
    headers: { authorization, accept: MANIFEST, ...(body && { 'content-type': INDEX }) },
    body: body ?? null,
  });
  if (!answer.ok) throw new Error(`${method} ${reference}: ${answer.status} ${await answer.text()}`);
  return answer.text();
}

const descriptor = (digest: string, size: number, architecture: string) => ({
  mediaType: MANIFEST,
  digest,
  size,
  platform: { os: 'linux', architecture },
});

/** The sample's image beside one for machines that are not here, which nothing could run. */
async function pushIndex(tag: string): Promise<string> {
  const sample = await manifests('GET', '1');
  const foreign = await pushImage(url, authorization, {
    repository: REPOSITORY,
    tags: [`${tag}-foreign`],
    images: [{ platform: `linux/${ELSEWHERE}`, config: { created: '2000-01-01T00:00:00Z', author: tag } }],
  });
  const foreignSize = Buffer.byteLength(await manifests('GET', foreign));
  const index = JSON.stringify({
    schemaVersion: 2,
    mediaType: INDEX,
    manifests: [
      descriptor(foreign, foreignSize, ELSEWHERE),
      descriptor(digestOf(sample), Buffer.byteLength(sample), HERE),
    ],
  });
  await manifests('PUT', tag, index);
  pushed.push(digestOf(index), foreign);
  return digestOf(index);
}

function digestOf(text: string): string {
  return `sha256:${createHash('sha256').update(text).digest('hex')}`;
}

it('an image for several platforms is pinned by its index, and runs as the one of the node', async () => {
  const tag = uniqueName('multi');
  const digest = await pushIndex(tag);
  const project = await tenant.project();
  const apps = appsOf(tenant.owner, project);
  await apps.create({ name: 'web', image: `${REPOSITORY}:${tag}` });
  const app = await apps.until('web', 'available', ({ verdict }) => verdict === 'available');
  expect(app.release?.digest).toBe(digest);
  expect(app.image).toContain(tag);
  // The port comes from the config of the image for this machine; the other has none.
  expect(app.spec.ports.map(({ port }) => port)).toEqual([8080]);
});

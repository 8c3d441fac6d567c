import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { attempt, run } from '../lib/command';
import { Failure } from '../lib/failure';
import { digest, digestOfFiles, readText, writeFile } from '../lib/files';
import { buildGo, isBuilt, type GoProgram } from '../lib/go';
import { call } from '../lib/http';
import { registryAddress, registryAuthFile, registryHeader, runtimeRegistryAddress } from '../parts/registry';
import type { Settings } from '../settings';
import { writeLayout, type Image } from './oci';
import type { TarEntry } from './tar';

const passwd = 'root:x:0:0:root:/root:/bin/sh\nnonroot:x:65532:65532:nonroot:/tmp:/bin/sh\n';
const group = 'root:x:0:\nnonroot:x:65532:\n';
const nobody = '65532:65532';
const searchPath = 'PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin';

const webDates: Record<string, string> = { '1': '2026-11-02T09:00:00Z', '2': '2026-11-16T09:00:00Z' };

function webProgram(version: string): GoProgram {
  return {
    name: `sample-web-${version}`,
    folder: 'samples/web',
    module: 'samples',
    variables: { 'main.version': version },
  };
}

const pauseProgram: GoProgram = { name: 'pause', folder: 'samples/pause', module: 'samples' };

/** The programs that the sample images are made of. */
const samplePrograms = [pauseProgram, ...Object.keys(webDates).map(webProgram)];

function base(): TarEntry[] {
  return [
    { kind: 'folder', path: 'etc' },
    { kind: 'file', path: 'etc/passwd', data: Buffer.from(passwd) },
    { kind: 'file', path: 'etc/group', data: Buffer.from(group) },
    { kind: 'folder', path: 'tmp', mode: 0o1777 },
  ];
}

function program(settings: Settings, name: string, path: string): TarEntry {
  return { kind: 'file', path, data: readFileSync(join(settings.state.bin, name)), mode: 0o755 };
}

/** The web server; `shell` says whether BusyBox is beside it, or nothing else, as in many images of production. */
function webImage(settings: Settings, version: string, repository: string, shell: TarEntry[]): Image {
  return {
    repository,
    tag: version,
    created: webDates[version] ?? '',
    entries: [...base(), ...shell, program(settings, webProgram(version).name, 'web')],
    config: {
      User: nobody,
      ExposedPorts: { '8080/tcp': {} },
      Env: [searchPath],
      Entrypoint: ['/web'],
      WorkingDir: '/',
      StopSignal: 'SIGTERM',
      Labels: {
        'org.opencontainers.image.title': 'Sample web server',
        'org.opencontainers.image.version': version,
        'org.opencontainers.image.licenses': 'Apache-2.0',
      },
    },
  };
}

function pauseImage(settings: Settings): Image {
  return {
    repository: 'pause',
    tag: '1',
    created: '2026-11-02T09:00:00Z',
    entries: [program(settings, pauseProgram.name, 'pause')],
    config: { User: '65535:65535', Entrypoint: ['/pause'] },
  };
}

async function busybox(): Promise<TarEntry[]> {
  const binary = '/usr/bin/busybox';
  const listed = await run(binary, ['--list']);
  const applets = listed.split('\n').filter((name) => name && name !== 'busybox');
  return [
    { kind: 'folder', path: 'bin' },
    { kind: 'file', path: 'bin/busybox', data: readFileSync(binary), mode: 0o755 },
    ...applets.map((name): TarEntry => ({ kind: 'link', path: `bin/${name}`, target: 'busybox' })),
  ];
}

/** BusyBox of this machine, with a link for each of its programs. */
export async function busyboxImage(): Promise<Image> {
  return {
    repository: 'samples/busybox',
    tag: '1',
    created: '2026-11-02T09:00:00Z',
    entries: [...base(), { kind: 'folder', path: 'root', mode: 0o700 }, ...(await busybox())],
    config: {
      User: nobody,
      Env: [searchPath],
      Cmd: ['sh'],
      WorkingDir: '/tmp',
      Labels: {
        'org.opencontainers.image.title': 'BusyBox',
        'org.opencontainers.image.version': '1',
        'org.opencontainers.image.licenses': 'GPL-2.0-only',
      },
    },
  };
}

/** A registry of the rig, and how one signs in where one has to. */
interface Target {
  address: string;
  authorization?: string;
  authFile?: string;
}

function forPeople(settings: Settings): Target {
  return {
    address: registryAddress(settings),
    authorization: registryHeader(settings),
    authFile: registryAuthFile(settings),
  };
}

function forRuntime(settings: Settings): Target {
  return { address: runtimeRegistryAddress(settings) };
}

async function manifestStatus(
  { address, authorization }: Target,
  { repository, tag }: Pick<Image, 'repository' | 'tag'>,
  headers: Record<string, string> = {},
): Promise<number> {
  const { status } = await call({
    url: `http://${address}/v2/${repository}/manifests/${tag}`,
    method: 'HEAD',
    headers: {
      ...(authorization && { Authorization: authorization }),
      Accept: 'application/vnd.oci.image.manifest.v1+json',
      ...headers,
    },
  });
  return status;
}

/** Pushes an image, unless it is there, to where apps are deployed from or to `target`; says whether it was pushed. */
export async function pushImage(
  settings: Settings,
  image: Image,
  target: Target = forPeople(settings),
): Promise<boolean> {
  const layout = join(settings.state.folder, 'images', image.repository.replaceAll('/', '-'), image.tag);
  const wanted = writeLayout(layout, image);
  if ((await manifestStatus(target, image, { 'If-None-Match': `"${wanted}"` })) === 304) return false;
  const outcome = await attempt('skopeo', [
    '--insecure-policy',
    'copy',
    '--quiet',
    '--preserve-digests',
    '--dest-tls-verify=false',
    ...(target.authFile ? [`--dest-authfile=${target.authFile}`] : ['--dest-no-creds']),
    `oci:${layout}:${image.tag}`,
    `docker://${target.address}/${image.repository}:${image.tag}`,
  ]);
  if (outcome.code !== 0)
    throw new Failure(`${image.repository}:${image.tag} could not be pushed: ${outcome.stderr.trim()}`);
  return true;
}

/** Builds the sample images and pushes those which the registry lacks. */
export async function ensureSamples(settings: Settings): Promise<string> {
  const stampPath = join(settings.state.stamps, 'samples');
  const sources = digest(
    digestOfFiles(settings.checkout, [
      '/usr/bin/busybox',
      join(settings.checkout, 'cluster/images/samples.ts'),
    ]),
    registryAddress(settings),
  );
  const built = samplePrograms.every((each) => isBuilt(settings, each));
  // The registry's content is data that others may delete from: the stamp only saves the work, not the look.
  if (built && readText(stampPath) === sources && (await allThere(settings))) return 'all there';
  for (const each of samplePrograms) await buildGo(settings, each);
  const shell = await busybox();
  const images = [
    ...Object.keys(webDates).map((version) => webImage(settings, version, 'samples/web', shell)),
    webImage(settings, '1', 'samples/static', []),
    await busyboxImage(),
  ];
  let pushed = 0;
  if (await pushImage(settings, pauseImage(settings), forRuntime(settings))) pushed += 1;
  for (const image of images) if (await pushImage(settings, image)) pushed += 1;
  writeFile(stampPath, sources, 0o644);
  return pushed === 0 ? 'all there' : `${pushed} pushed`;
}

async function allThere(settings: Settings): Promise<boolean> {
  const samples = [
    'samples/busybox:1',
    'samples/static:1',
    ...Object.keys(webDates).map((version) => `samples/web:${version}`),
  ].map((name) => [forPeople(settings), name] as const);
  const statuses = await Promise.all(
    [...samples, [forRuntime(settings), 'pause:1'] as const].map(([target, name]) => {
      const [repository = '', tag = ''] = name.split(':');
      return manifestStatus(target, { repository, tag });
    }),
  );
  return statuses.every((status) => status === 200);
}

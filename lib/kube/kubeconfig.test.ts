import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { inClusterConnection, readKubeconfig } from './kubeconfig';

const base64 = (text: string) => Buffer.from(text).toString('base64');
const file = (user: string, current = 'current-context: one') => `
apiVersion: v1
kind: Config
${current}
contexts:
  - {name: one, context: {cluster: here, user: me}}
  - {name: two, context: {cluster: there, user: me}}
clusters:
  - name: here
    cluster: {server: 'https://10.0.0.1:6443/', certificate-authority-data: ${base64('CA')}}
  - name: there
    cluster: {server: 'https://10.0.0.2/k8s', insecure-skip-tls-verify: true, tls-server-name: api}
users:
  - {name: me, user: ${user}}
`;

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'berth-kubeconfig-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

describe('readKubeconfig', () => {
  it('reads the current context with a token', () => {
    const connection = readKubeconfig(file('{token: secret}'), folder);
    expect(connection).toMatchObject({ server: 'https://10.0.0.1:6443', ca: 'CA', skipVerify: false });
    expect(connection.token()).toBe('secret');
  });

  it('reads a named context with a client certificate', () => {
    const user = `{client-certificate-data: ${base64('CERT')}, client-key-data: ${base64('KEY')}}`;
    const connection = readKubeconfig(file(user), folder, 'two');
    expect(connection).toMatchObject({
      server: 'https://10.0.0.2/k8s',
      cert: 'CERT',
      key: 'KEY',
      skipVerify: true,
      serverName: 'api',
    });
    expect(connection.token()).toBeUndefined();
  });

  it('reads files beside the kubeconfig', () => {
    writeFileSync(path.join(folder, 'token'), 'from-file\n');
    expect(readKubeconfig(file('{tokenFile: token}'), folder).token()).toBe('from-file');
  });

  it.each([
    ['another context', file('{token: x}'), 'three', /no context three/],
    ['no current context', file('{token: x}', ''), undefined, /none is current/],
    ['a plugin', file('{exec: {command: sh}}'), undefined, /not a plugin/],
    ['nothing', '', undefined, /no context/],
  ])('says what is wrong: %s', (_, text, context, message) => {
    expect(() => readKubeconfig(text, folder, context)).toThrow(message);
  });
});

describe('inClusterConnection', () => {
  it('says so outside of a pod', () => {
    expect(() => inClusterConnection({})).toThrow(/BERTH_KUBECONFIG is not set/);
  });
});

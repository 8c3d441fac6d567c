import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

export interface Certificate {
  cert: string;
  key: string;
  certPath: string;
  keyPath: string;
}

/** A certificate authority of its own in a temporary folder, for tests of TLS. */
export class TestAuthority {
  readonly folder = mkdtempSync(path.join(tmpdir(), 'berth-ca-'));
  readonly ca: string;
  private issued = 0;

  constructor() {
    this.openssl(
      'req',
      '-x509',
      ...NEW_KEY,
      '-keyout',
      'ca.key',
      '-out',
      'ca.crt',
      '-days',
      '2',
      '-subj',
      '/CN=Test CA',
    );
    this.ca = readFileSync(path.join(this.folder, 'ca.crt'), 'utf8');
  }

  /** A server's certificate for these names, e.g. `DNS:localhost` or `IP:127.0.0.1`. */
  issue(...names: string[]): Certificate {
    this.issued += 1;
    const name = `server-${this.issued}`;
    const at = (ending: string) => path.join(this.folder, `${name}.${ending}`);
    writeFileSync(at('ext'), `subjectAltName=${names.join(',')}\n`);
    this.openssl('req', ...NEW_KEY, '-keyout', at('key'), '-out', at('csr'), '-subj', `/CN=${name}`);
    const signing = ['-CA', 'ca.crt', '-CAkey', 'ca.key', '-CAcreateserial', '-days', '2'];
    this.openssl('x509', '-req', '-in', at('csr'), ...signing, '-extfile', at('ext'), '-out', at('crt'));
    const [certPath, keyPath] = [at('crt'), at('key')];
    return { cert: readFileSync(certPath, 'utf8'), key: readFileSync(keyPath, 'utf8'), certPath, keyPath };
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }

  private openssl(...args: string[]): void {
    execFileSync('openssl', args, { cwd: this.folder, stdio: 'ignore' });
  }
}

const NEW_KEY = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes'];

import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { NODE_FLAGS } from './node-flags';

describe('the flags of the console', () => {
  it('are those of the image and of compose, which can’t import them', () => {
    expect(readFileSync('Dockerfile', 'utf8')).toContain(
      `CMD ${JSON.stringify(['node', ...NODE_FLAGS, 'dist/server.mjs']).replaceAll(',', ', ')}`,
    );
    expect(readFileSync('docker-compose.yml', 'utf8')).toContain(
      `command: [node, ${NODE_FLAGS.join(', ')}, dist/server.mjs]`,
    );
  });
});

import { NextRequest } from 'next/server';
import { describe, expect, it } from 'vitest';
import { POST } from '@/app/api/auth/[...nextauth]/route';
import { readLimited } from './body';

const KIB = 1024;

/** A body that would go on for long, and how much of it was taken. */
function sent(kib: number) {
  let taken = 0;
  const body = new ReadableStream<Uint8Array>(
    {
      pull: (controller) => {
        if (taken >= kib) return controller.close();
        taken += 1;
        return controller.enqueue(new Uint8Array(KIB).fill(0x61));
      },
    },
    { highWaterMark: 0 },
  );
  const init = { method: 'POST', body, duplex: 'half' } as const;
  return { init, taken: () => taken };
}

describe('readLimited', () => {
  it('gives what is small enough', async () => {
    const { init } = sent(3);
    expect(await readLimited(new Request('http://berth.test/', init), 3)).toHaveLength(3 * KIB);
    expect(await readLimited(new Request('http://berth.test/', { method: 'POST' }), 3)).toBe('');
  });

  it('stops reading what is larger', async () => {
    const { init, taken } = sent(100_000);
    await expect(readLimited(new Request('http://berth.test/', init), 64)).rejects.toMatchObject({
      code: 'request.too_large',
      params: { limit: '64 KiB' },
    });
    expect(taken()).toBeLessThan(70);
  });
});

it('sign-in reads no more of a body than a form can hold, whoever sends it', async () => {
  const { init, taken } = sent(100_000);
  const request = new NextRequest('http://berth.test/api/auth/callback/credentials', init);
  const response = await POST(request, {
    params: Promise.resolve({ nextauth: ['callback', 'credentials'] }),
  });
  expect(response.status).toBe(413);
  expect(taken()).toBeLessThan(70);
});

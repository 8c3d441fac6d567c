import NextAuth from 'next-auth';
import { NextRequest } from 'next/server';
import { authOptions } from '@/lib/auth/next-auth';
import { answerProblem, callerOf, readLimited, refuseForeignForm } from '@/lib/http';

type Context = { params: Promise<{ nextauth: string[] }> };

async function handle(request: NextRequest, context: Context): Promise<Response> {
  try {
    refuseForeignForm(request);
    const read = await readWhole(request);
    return (await NextAuth(read, context, authOptions(await callerOf(request)))) as Response;
  } catch (error) {
    return answerProblem(error, null);
  }
}

const MOST_BODY_KIB = 64;

/** next-auth reads whatever comes, from anybody: 150 MB took gigabytes and half a minute of the process. */
async function readWhole(request: NextRequest): Promise<NextRequest> {
  if (!request.body) return request;
  const { url, method, headers } = request;
  return new NextRequest(url, { method, headers, body: await readLimited(request, MOST_BODY_KIB) });
}

export { handle as GET, handle as POST };

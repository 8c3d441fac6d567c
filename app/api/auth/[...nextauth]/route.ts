import NextAuth from 'next-auth';
import type { NextRequest } from 'next/server';
import { authOptions } from '@/lib/auth/next-auth';
import { answerProblem, callerOf, refuseForeignForm } from '@/lib/http';

type Context = { params: Promise<{ nextauth: string[] }> };

async function handle(request: NextRequest, context: Context): Promise<Response> {
  try {
    refuseForeignForm(request);
    return (await NextAuth(request, context, authOptions(await callerOf(request)))) as Response;
  } catch (error) {
    return answerProblem(error, null);
  }
}

export { handle as GET, handle as POST };

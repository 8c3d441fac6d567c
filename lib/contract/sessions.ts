import { z } from 'zod';
import { userNameSchema } from '@/lib/domain/identity';
import { emptySchema, timeSchema } from './common';
import { operation } from './operation';

export const sessionSchema = z.object({
  id: z.string(),
  user: z.string(),
  createdAt: timeSchema,
  lastSeenAt: timeSchema,
  expiresAt: timeSchema,
  address: z.string(),
  userAgent: z.string(),
  /** True for the session that this call was made with. */
  current: z.boolean(),
});

export const listSessions = operation({
  id: 'sessions.list',
  method: 'GET',
  path: '/sessions',
  summary: 'List my sessions; administrators may name another user',
  access: 'signed-in',
  query: z.object({ user: userNameSchema.optional() }),
  response: z.object({ items: z.array(sessionSchema) }),
});

export const endSession = operation({
  id: 'sessions.end',
  method: 'DELETE',
  path: '/sessions/{session}',
  summary: 'End a session at once; administrators may end anybody’s',
  access: 'signed-in',
  audit: 'session.end',
  params: z.object({ session: z.uuid() }),
  response: emptySchema,
  status: 204,
});

import { loadPrincipal } from '@/lib/auth';
import { db, type User } from '@/lib/db';
import type { Caller, UseCase } from '@/lib/services/kernel';
import type { Answer, Operation, Parsed } from '@/lib/contract/operation';
import { uniqueName } from './names';

/** Makes a user who can't sign in but can act in tests. */
export async function makePerson(what = 'user', platformRole: User['platformRole'] = 'user'): Promise<User> {
  const name = uniqueName(what);
  return db().user.create({ data: { name, displayName: name, platformRole } });
}

/** That person as a caller, with the memberships of this moment. */
export async function callerFor(person: Pick<User, 'id'>): Promise<Caller> {
  return {
    principal: await loadPrincipal(person.id, 'token', person.id),
    requestId: uniqueName('request'),
    address: '127.0.0.1',
    userAgent: 'integration test',
    signal: new AbortController().signal,
    language: 'en',
  };
}

/** Calls a use case as somebody; what is not given is parsed from nothing, so defaults apply. */
export async function callAs<O extends Operation>(
  person: Pick<User, 'id'>,
  useCase: UseCase<O>,
  input: { params?: unknown; query?: unknown; body?: unknown } = {},
): Promise<Answer<O>> {
  const { params, query, body } = useCase.operation;
  const parsed = {
    params: params?.parse(input.params),
    query: query?.parse(input.query ?? {}),
    body: body?.parse(input.body ?? {}),
  };
  return useCase.call(await callerFor(person), parsed as Parsed<O>);
}

/** Removes users by id with their memberships; audit rows keep the names. */
export async function removePeople(people: readonly Pick<User, 'id'>[]): Promise<void> {
  await db().user.deleteMany({ where: { id: { in: people.map(({ id }) => id) } } });
}

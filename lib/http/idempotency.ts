import type { Answer, Operation, Parsed } from '@/lib/contract/operation';
import { Problem } from '@/lib/domain/problem';
import { db, isUniqueViolation, Prisma } from '@/lib/db';
import { sha256 } from '@/lib/runtime/crypto';
import { startedAt } from '@/lib/runtime/started';
import { canonical, IDEMPOTENCY_MS, type Caller, type UseCase } from '@/lib/services/kernel';

/** Another replica may still be at the first call for so long. */
const LONGEST_CALL_MS = 120_000;

interface Act<O extends Operation> {
  useCase: UseCase<O>;
  input: Parsed<O>;
  run: () => Promise<Answer<O>>;
}

/**
 * Runs a mutation once for each Idempotency-Key of a user: a repeated call gets the first one's answer, as long as the
 * caller still may. A failed call frees its key, so that it can be tried again; a key that is older than a day may be
 * used anew.
 */
export async function once<O extends Operation>(
  request: Pick<Request, 'headers' | 'url'>,
  caller: Caller,
  { useCase, input, run }: Act<O>,
): Promise<Answer<O>> {
  const { operation } = useCase;
  const key = request.headers.get('idempotency-key');
  if (!key || !caller.principal) return run();
  if (key.length > 200)
    throw new Problem('request.malformed', { detail: 'the Idempotency-Key is longer than 200' });
  const id = { userId: caller.principal.userId, operation: operation.id, key };
  const bodyHash = sha256(canonical({ path: new URL(request.url).pathname, body: input.body }));
  // A first call that died with its process answers nobody; its acts are finished by the jobs.
  const orphaned = new Date(Math.min(startedAt(), Date.now() - LONGEST_CALL_MS));
  await db().idempotencyKey.deleteMany({
    where: {
      ...id,
      OR: [
        { createdAt: { lt: new Date(Date.now() - IDEMPOTENCY_MS) } },
        { status: null, createdAt: { lt: orphaned } },
      ],
    },
  });
  try {
    await db().idempotencyKey.create({ data: { ...id, bodyHash } });
  } catch (error) {
    if (!isUniqueViolation(error)) throw error;
    await useCase.authorise(caller, input);
    return replay(id, bodyHash);
  }
  try {
    const answer = await run();
    const stored = JSON.parse(JSON.stringify(answer ?? null)) as Prisma.InputJsonValue | null;
    await db().idempotencyKey.update({
      where: { userId_operation_key: id },
      data: { status: operation.status ?? 200, answer: stored ?? Prisma.DbNull },
    });
    return answer;
  } catch (error) {
    await db().idempotencyKey.deleteMany({ where: id });
    throw error;
  }
}

async function replay<O extends Operation>(
  id: { userId: string; operation: string; key: string },
  bodyHash: string,
): Promise<Answer<O>> {
  const row = await db().idempotencyKey.findUnique({ where: { userId_operation_key: id } });
  if (row && row.bodyHash !== bodyHash) throw new Problem('idempotency.reused');
  if (!row || row.status === null) throw new Problem('idempotency.running');
  return row.answer as Answer<O>;
}

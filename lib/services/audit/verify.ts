import { db } from '@/lib/db';
import { sha256 } from '@/lib/runtime/crypto';
import { canonical } from '@/lib/services/kernel';

/** A row that does not fit into its chain. */
export interface BrokenRow {
  table: 'AuditEvent' | 'AuditOutcome';
  seq: string;
  id: string;
  /** `hash`: the row was changed; `chain`: a row before it was changed, removed or put in. */
  why: 'hash' | 'chain';
}

export interface AuditCheck {
  ok: boolean;
  events: number;
  outcomes: number;
  /** At most twenty. */
  broken: BrokenRow[];
}

const BATCH = 1000;
const MOST_BROKEN = 20;

interface Link {
  seq: bigint;
  id: string;
  prevHash: string;
  hash: string;
  content: Record<string, unknown>;
}

/** Recomputes both hash chains of the audit from their first row. */
export async function verifyAudit(): Promise<AuditCheck> {
  const broken: BrokenRow[] = [];
  const events = await verifyChain('AuditEvent', eventsAfter, broken);
  const outcomes = await verifyChain('AuditOutcome', outcomesAfter, broken);
  return { ok: broken.length === 0, events, outcomes, broken };
}

async function verifyChain(
  table: BrokenRow['table'],
  load: (seq: bigint) => Promise<Link[]>,
  broken: BrokenRow[],
): Promise<number> {
  let count = 0;
  let before = '';
  let seq = -1n;
  for (;;) {
    const links = await load(seq);
    for (const link of links) {
      const why = whyBroken(link, before);
      if (why && broken.length < MOST_BROKEN) broken.push({ table, seq: String(link.seq), id: link.id, why });
      before = link.hash;
      seq = link.seq;
    }
    count += links.length;
    if (links.length < BATCH) return count;
  }
}

/** What is wrong with a row that follows the row with the hash `before`. */
function whyBroken(
  link: Pick<Link, 'prevHash' | 'hash' | 'content'>,
  before: string,
): BrokenRow['why'] | null {
  if (sha256(link.prevHash + canonical(link.content)) !== link.hash) return 'hash';
  return link.prevHash === before ? null : 'chain';
}

async function eventsAfter(after: bigint): Promise<Link[]> {
  const rows = await db().auditEvent.findMany({
    where: { seq: { gt: after } },
    orderBy: { seq: 'asc' },
    take: BATCH,
  });
  return rows.map(({ seq, prevHash, hash, ...content }) => ({
    seq,
    id: content.id,
    prevHash,
    hash,
    content,
  }));
}

async function outcomesAfter(after: bigint): Promise<Link[]> {
  const rows = await db().auditOutcome.findMany({
    where: { seq: { gt: after } },
    orderBy: { seq: 'asc' },
    take: BATCH,
  });
  return rows.map(({ seq, prevHash, hash, ...content }) => ({
    seq,
    id: content.eventId,
    prevHash,
    hash,
    content,
  }));
}

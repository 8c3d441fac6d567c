import { db } from '@/lib/db';
import { touchProject } from '@/lib/services/kernel';
import { isProblem, PROBLEMS, type ProblemCode, type ProblemParams } from '@/lib/domain/problem';

/** Why a project is broken, or what its deletion waits for; written in the row, worded where it is read. */
export interface PhaseProblem {
  code: ProblemCode;
  params: ProblemParams;
}

/** The problem in a row's `phaseDetail`; null when there is none. */
export function readPhaseProblem(detail: string | null): PhaseProblem | null {
  if (detail === null) return null;
  try {
    const { code, params } = JSON.parse(detail) as PhaseProblem;
    return code in PROBLEMS ? { code, params } : null;
  } catch {
    return null;
  }
}

function written(error: unknown): string {
  const problem: PhaseProblem = isProblem(error)
    ? { code: error.code, params: error.params }
    : { code: 'internal', params: {} };
  return JSON.stringify(problem);
}

/** Marks a project as made in full. One that is being deleted meanwhile stays so. */
export async function markActive(id: string): Promise<void> {
  await db().project.updateMany({
    where: { id, phase: { not: 'deleting' } },
    data: { phase: 'active', phaseDetail: null },
  });
  touchProject(id);
}

/** Marks a project as not made in full, with the reason. One that is being deleted meanwhile stays so. */
export async function markBroken(id: string, error: unknown): Promise<void> {
  await db().project.updateMany({
    where: { id, phase: { not: 'deleting' } },
    data: { phase: 'broken', phaseDetail: written(error) },
  });
  touchProject(id);
}

/** Notes what a deletion waits for. */
export async function noteDeletion(id: string, error: unknown): Promise<void> {
  await db().project.updateMany({
    where: { id, phase: 'deleting' },
    data: { phaseDetail: error === null ? null : written(error) },
  });
  touchProject(id);
}

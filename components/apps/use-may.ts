'use client';

import { useProject } from '@/components/shell/use-project';
import type { Permission } from '@/lib/domain/access';

/** What the person may do in a project; nothing while that is not known. The server decides anew on every call. */
export function useMay(project: string): (permission: Permission) => boolean {
  return useProject(project).may;
}

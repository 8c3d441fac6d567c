import type { z } from 'zod';
import type { listFiles } from '@/lib/contract/files';

/** Whose files are looked at. */
export interface FilePlace {
  project: string;
  pod: string;
  /** Its containers, the one to begin with first. */
  containers: string[];
}

export type FileList = z.output<(typeof listFiles)['response']>;
export type FileEntry = FileList['items'][number];

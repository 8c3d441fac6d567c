import type { z } from 'zod';
import type * as contract from '@/lib/contract/registries';

export type Registry = z.output<typeof contract.registrySchema>;
export type Artifact = z.output<typeof contract.artifactRowSchema>;
export type Image = z.output<typeof contract.imageSchema>;
export type TestResult = z.output<typeof contract.registryTestSchema>;

/** What is chosen in the picker. */
export interface PickedImage {
  /** Null for a typed name that was not checked. */
  registry: string | null;
  repository: string;
  tag: string | null;
  /** As people read it: `samples/web:2`. */
  reference: string;
  /** Null when it could not be read. */
  config: Image['config'] | null;
}
